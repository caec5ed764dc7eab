import { describe, expect, it } from 'vitest';
import { checkFaults } from '../../infra/check-faults.ts';
import { operatorSchema } from '../../infra/operator-settings.ts';
import { PROVIDERS } from '../../shared/sources/providers.ts';

const SOURCE = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2024-01' };

/** What is wrong with the checks of a pair, where every source there is has a schedule. */
function faultsOf(series: Record<string, unknown>): string[] {
  const settings = operatorSchema.parse({
    pairs: { 'US-KR': series },
    sources: Object.fromEntries(Object.keys(PROVIDERS).map((id) => [id, SOURCE])),
    rules: [],
  });
  return [...checkFaults(settings)].map(({ path, rule }) => `${path.join('.')}: ${rule}`);
}

describe('a source that checks a pair', () => {
  it.each([
    { M: 'us-census', checks: ['fred', 'un-comtrade'] },
    { A: 'un-comtrade', checks: ['imf-imts'] },
    { M: 'us-census', A: 'un-comtrade', checks: ['imf-imts'] },
    { M: 'us-census' },
  ])('is right in %j', (series) => {
    expect(faultsOf(series)).toEqual([]);
  });

  it('must be one that has a schedule', () => {
    expect(faultsOf({ M: 'us-census', checks: ['un-comtrade', 'xa-customs'] })).toEqual([
      expect.stringContaining('pairs.US-KR.checks.1: must be one of the sources: us-census'),
    ]);
  });

  it.each([
    ['is that of the flows', { M: 'us-census', checks: ['us-census'] }],
    ['is no source of flows', { M: 'us-census', checks: ['tariff-ledger'] }],
    ['serves months where only years are there', { A: 'un-comtrade', checks: ['fred'] }],
    ['was never compared', { M: 'us-census', checks: ['published-figures'] }],
  ])('must be one that can be held against the flows: not one that %s', (_, series) => {
    expect(faultsOf(series)).toEqual([
      expect.stringMatching(
        /^pairs.US-KR.checks.0: must be a source that those of the pair can be held against: /,
      ),
    ]);
  });

  it('cannot be where nothing is known of the source of the flows', () => {
    expect(faultsOf({ M: 'world-bank', checks: ['fred'] })).toEqual([
      'pairs.US-KR.checks.0: must not be set: nothing is known to compare the flows of this pair with',
    ]);
  });
});
