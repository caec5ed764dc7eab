// US Treasury (Monthly Treasury Statement) through DutyBird, MIT; World Bank, NY.GDP.PCAP.CD, CC BY 4.0.
import { describe, expect, it } from 'vitest';
import { createUsTreasuryUpstream } from '../../../../infra/local/upstreams/us-treasury.ts';
import { createWorldBankUpstream } from '../../../../infra/local/upstreams/world-bank.ts';
import { pair } from '../../../../shared/domain/pair.ts';
import { period } from '../../../../shared/domain/period.ts';
import type { Source } from '../../../../shared/sources/source.ts';
import { usTreasury } from '../../../../shared/sources/us-treasury.ts';
import { worldBank } from '../../../../shared/sources/world-bank.ts';
import { serveLoopback } from '../../../support/loopback.ts';
import { sourceContext } from '../../../support/source-context.ts';

/** What the adapter makes of the upstream at an instant: `indicator period value`. */
async function whenAsked(
  source: Source,
  upstream: Parameters<typeof serveLoopback>[0],
  [of, from, to]: readonly [string, string, string],
): Promise<string[]> {
  const frequency = from.length === 4 ? 'A' : 'M';
  const target = { pair: pair(of), frequency, from: period(from), to: period(to) } as const;
  const context = sourceContext({ baseUrl: await serveLoopback(upstream) });
  const observations = await source.fetch({ targets: [target] }, context);
  return observations.map(
    ({ indicator, period: at, value }) => `${indicator} ${at} ${value.toFixed()}`,
  );
}

describe('the Treasury of the replay', () => {
  const treasuryAt = (at: string) => createUsTreasuryUpstream({ now: () => new Date(at) });

  it('has the months whose statement is out, net of refunds and to the cent', async () => {
    const upstream = treasuryAt('2025-11-12T18:00:00Z');
    expect(await whenAsked(usTreasury, upstream, ['US-WORLD', '2025-09', '2026-02'])).toEqual([
      'duties-collected 2025-09 29674953322.24',
      'duties-collected 2025-10 31353501081.11',
    ]);
  });

  it('has nothing of a month before its day, and none that was not asked for', async () => {
    const upstream = treasuryAt('2025-11-12T17:59:59Z');
    expect(await whenAsked(usTreasury, upstream, ['US-WORLD', '2025-09', '2025-10'])).toEqual([
      'duties-collected 2025-09 29674953322.24',
    ]);
    expect(await whenAsked(usTreasury, upstream, ['US-WORLD', '2025-10', '2025-12'])).toEqual([]);
  });
});

describe('the World Bank of the replay', () => {
  const bankAt = (at: string) => createWorldBankUpstream({ now: () => new Date(at) });

  it('has GDP per person of both, with every digit, in one edition', async () => {
    const upstream = bankAt('2024-01-01T00:00:00Z');
    expect(await whenAsked(worldBank, upstream, ['KR-JP', '2021', '2024'])).toEqual([
      'partner-gdp-per-capita 2022 34017.2718075024',
      'partner-gdp-per-capita 2021 40058.5373276179',
      'gdp-per-capita 2022 32422.5744864287',
      'gdp-per-capita 2021 35142.264267481',
    ]);
  });

  it('has nothing before its edition is out, nor of economies that it does not hold', async () => {
    const early = bankAt('2023-12-30T23:59:59Z');
    expect(await whenAsked(worldBank, early, ['KR-JP', '2021', '2022'])).toEqual([]);
    const later = bankAt('2024-01-01T00:00:00Z');
    expect(await whenAsked(worldBank, later, ['US-CN', '2021', '2022'])).toEqual([]);
  });
});
