import { describe, expect, it } from 'vitest';
import { nextVersion, ruleSchema } from '../../shared/domain/rule.ts';
import { ruleOf, ruleText } from '../support/rules.ts';

/** What is said against a rule: `clears: must not ...`; empty when it is one. */
function faultsOf(overrides: Record<string, unknown>): string[] {
  const parsed = ruleSchema.safeParse(ruleText(overrides));
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a rule as it is written', () => {
  it('judges months and is for information, unless it says otherwise', () => {
    expect(ruleSchema.parse(ruleText())).toMatchObject({ frequency: 'M', severity: 'info' });
  });

  it.each([
    { above: 10 },
    { below: -60_000_000_000 },
    { changesBy: 0.5 },
    { record: 'low', years: 5 },
  ])('fires on %j', (fires) => {
    expect(faultsOf({ fires })).toEqual([]);
  });

  it.each([
    {},
    { above: 10, below: 5 },
    { above: '10' },
    { above: Number.NaN },
    { below: Number.NEGATIVE_INFINITY },
    { record: 'low' },
    { record: 'widest', years: 5 },
    undefined,
  ])('does not fire on %j, and is told what it may fire on', (fires) => {
    expect(faultsOf({ fires })).toEqual([
      'fires: must be {"above": 10}, {"below": -60000000000}, {"changesBy": 5} or {"record": "low", "years": 5}',
    ]);
  });

  it('changes by more than nothing, and is a record of a year at least', () => {
    expect(faultsOf({ fires: { changesBy: 0 } })).toEqual([
      'fires.changesBy: Too small: expected number to be >0',
    ]);
    expect(faultsOf({ fires: { changesBy: -1 } })).toHaveLength(1);
    expect(faultsOf({ fires: { record: 'low', years: 0 } })).toEqual([
      'fires.years: Too small: expected number to be >=1',
    ]);
  });

  it('clears at the firing threshold or on the quiet side of it', () => {
    expect(faultsOf({ fires: { above: 10 }, clears: 10 })).toEqual([]);
    expect(faultsOf({ fires: { above: 10 }, clears: 9 })).toEqual([]);
    expect(faultsOf({ fires: { above: 10 }, clears: 10.1 })).toEqual([
      'clears: must not lie above the firing threshold',
    ]);
    expect(faultsOf({ fires: { below: -60 }, clears: -60 })).toEqual([]);
    expect(faultsOf({ fires: { below: -60 }, clears: -58 })).toEqual([]);
    expect(faultsOf({ fires: { below: -60 }, clears: -60.1 })).toEqual([
      'clears: must not lie below the firing threshold',
    ]);
  });

  it('has no clearing threshold where there is nothing to clear', () => {
    const fault =
      'clears: belongs to above and below only; a change and a record are events and do not clear';
    expect(faultsOf({ fires: { changesBy: 5 }, clears: 1 })).toEqual([fault]);
    expect(faultsOf({ fires: { record: 'high', years: 1 }, clears: 1 })).toEqual([fault]);
  });

  it('judges a series that its metric is computed for', () => {
    expect(faultsOf({ metric: 'balance', frequency: 'A' })).toEqual([]);
    expect(faultsOf({ metric: 'balance-12m', frequency: 'A' })).toEqual([
      'frequency: must be a frequency that balance-12m is computed for: M',
    ]);
  });

  it('is told every fault at once', () => {
    expect(faultsOf({ metric: 'balance-12m', frequency: 'A', clears: 11 })).toHaveLength(2);
  });

  it('has an id that fits into a key, a metric of the catalogue, a pair, and nothing unknown', () => {
    expect(faultsOf({ id: 'X' })).toEqual(['id: must be 2 to 63 of a-z, 0-9 and hyphen']);
    expect(faultsOf({ id: 'a.b' })).toHaveLength(1);
    expect(faultsOf({ metric: 'weather' })[0]).toMatch(/^metric: must be one of balance, /);
    expect(faultsOf({ pair: 'XA-XA' })[0]).toMatch(/^pair: must be two different/);
    expect(faultsOf({ frequency: 'Q' })).toHaveLength(1);
    expect(faultsOf({ threshold: 10 })).toHaveLength(1);
    expect(faultsOf({ note: 'x'.repeat(501) })).toHaveLength(1);
  });
});

describe('the next version of a rule', () => {
  it.each([
    ['edited', {}, { note: 'Reworded.' }, 1],
    ['brought back after it was retired', { retired: true }, {}, 2],
    ['moved to another pair', {}, { pair: 'XA-XC' }, 2],
  ])('that is %s is in force since a version', (_, before, definition, inForceSince) => {
    const next = nextVersion({ ...ruleOf(), ...before }, ruleSchema.parse(ruleText(definition)));
    expect(next).toMatchObject({ version: 2, retired: false, inForceSince });
  });
});
