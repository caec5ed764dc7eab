import { describe, expect, it } from 'vitest';
import type { WatchedTarget } from '../../../functions/ingest/ask.ts';
import { askOf, targetsOf } from '../../../functions/ingest/asks.ts';
import { instant, type Observation } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { period } from '../../../shared/domain/period.ts';
import { type Amounts, vintagesOf } from '../../support/observations.ts';

const NOW = instant('2026-02-05T00:00:00Z');

function target(text: string, over: Partial<WatchedTarget> = {}): WatchedTarget {
  return {
    pair: pair(text),
    frequency: 'M',
    from: period('2025-01'),
    to: period('2025-12'),
    mirrored: false,
    ...over,
  };
}

function exportsOf(of: string, amounts: Amounts, basis?: 'CIF' | 'FOB'): Observation[] {
  return vintagesOf({ exports: amounts }, { pair: of, ...(basis && { basis }) });
}

function asked(text: string, over: Partial<WatchedTarget> = {}, now = NOW): string {
  return askOf(target(text, over), now)
    .targets.map((of) => of.pair)
    .join(' ');
}

function printed({ pair: of, indicator, period: at, value }: Observation): string {
  return `${of} ${indicator} ${at} ${value.toFixed()}`;
}

describe('a pair of two economies', () => {
  it('is asked for as it is, and only what is of it and of its periods is read', () => {
    const ask = askOf(target('XA-XB'), NOW);
    const answer = [
      ...exportsOf('XA-XB', { '2024-12': 1, '2025-06': 2, '2026-01': 3, '2025': 4 }),
      ...exportsOf('XA-XC', { '2025-06': 5 }),
    ];

    expect(asked('XA-XB')).toBe('XA-XB');
    expect(ask.read(answer).map(printed)).toEqual(['XA-XB exports 2025-06 2']);
  });

  it('with the world is one like any other: sources total it themselves', () => {
    expect(asked('XA-WORLD')).toBe('XA-WORLD');
  });
});

describe('a mirror', () => {
  it('is asked for the other way round, and told of the pair that is watched', () => {
    const ask = askOf(target('XA-XB:87', { mirrored: true }), NOW);
    const answer = [
      ...exportsOf('XB-XA:87', { '2025-06': 2 }),
      ...exportsOf('XA-XB:87', { '2025-06': 7 }),
      ...vintagesOf({ imports: { '2025-06': 3 }, duties: { '2025-06': 4 } }, { pair: 'XB-XA:87' }),
    ];

    expect(asked('XA-XB:87', { mirrored: true })).toBe('XB-XA:87');
    expect(ask.read(answer).map(printed)).toEqual([
      'XA-XB:87 mirror-exports 2025-06 2',
      'XA-XB:87 mirror-imports 2025-06 3',
    ]);
  });
});

describe('a bloc', () => {
  it('is asked for by its members as they are on the day, never by the reporter itself', () => {
    expect(asked('US-USMCA')).toBe('US-CA US-MX');
    expect(asked('USMCA-KR')).toBe('CA-KR MX-KR US-KR');
    expect(asked('KR-CPTPP', {}, instant('2024-12-14T00:00:00Z'))).not.toContain('KR-GB');
    expect(asked('KR-CPTPP', {}, instant('2024-12-15T00:00:00Z'))).toContain('KR-GB');
  });

  it('is the sum over its members, which it names with the day since when they are these', () => {
    const ask = askOf(target('US-USMCA'), NOW);
    const [sum, ...others] = ask.read([
      ...exportsOf('US-CA', { '2025-06': 10 }),
      ...exportsOf('US-MX', { '2025-06': 5 }),
      ...exportsOf('US-KR', { '2025-06': 100 }),
    ]);

    expect(others).toEqual([]);
    expect(sum && printed(sum)).toBe('US-USMCA exports 2025-06 15');
    expect(sum).toMatchObject({
      composition: 'USMCA as of 2020-07-01',
      note: 'Sum over the members of USMCA as of 2020-07-01: US-CA, US-MX.',
    });
  });

  it('is told only of periods that every member is known for', () => {
    const ask = askOf(target('US-USMCA'), NOW);
    const answer = [
      ...exportsOf('US-CA', { '2025-06': 10, '2025-07': 11 }),
      ...exportsOf('US-MX', { '2025-06': 5 }),
    ];

    expect(ask.read(answer).map(printed)).toEqual(['US-USMCA exports 2025-06 15']);
  });

  it('is told as it was known whenever a member was released, and not before all of them were', () => {
    const at = (observations: Observation[], releasedAt: string): Observation[] =>
      observations.map((found) => ({ ...found, releasedAt: instant(releasedAt) }));
    const ask = askOf(target('US-USMCA'), NOW);
    const sums = ask.read([
      ...at(exportsOf('US-CA', { '2025-06': 10 }), '2025-08-05'),
      ...at(exportsOf('US-CA', { '2025-06': 12 }), '2025-09-04'),
      ...at(exportsOf('US-MX', { '2025-06': 5 }), '2025-08-06'),
      ...at(exportsOf('US-MX', { '2025-06': 4 }), '2025-09-04'),
    ]);

    const told = sums.map((sum) => `${sum.value.toFixed()} ${sum.releasedAt?.slice(0, 10)}`);
    expect(told.sort()).toEqual(['15 2025-08-06', '16 2025-09-04']);
  });

  it('is as certain as the least certain of its members', () => {
    const provisional = exportsOf('US-MX', { '2025-06': 5 }).map((observation) => ({
      ...observation,
      status: 'estimated' as const,
    }));
    const [sum] = askOf(target('US-USMCA'), NOW).read([
      ...exportsOf('US-CA', { '2025-06': 10 }),
      ...provisional,
    ]);

    expect(sum?.status).toBe('estimated');
  });

  it('whose members value their trade differently is refused, and not summed', () => {
    const ask = askOf(target('USMCA-KR'), NOW);
    const answer = [
      ...exportsOf('CA-KR', { '2025-06': 1 }, 'FOB'),
      ...exportsOf('MX-KR', { '2025-06': 1 }, 'FOB'),
      ...exportsOf('US-KR', { '2025-06': 1 }, 'CIF'),
    ];

    expect(() => ask.read(answer)).toThrow(/on different bases, FOB and CIF/);
  });

  it('has no sum of rates, nor of what its members have by themselves', () => {
    const told = (of: string): Observation[] =>
      vintagesOf(
        {
          'bilateral-imports': { '2023': 5 },
          'market-imports': { '2023': 70 },
          'bilateral-tariff': { '2023': 4 },
          'gdp-per-capita': { '2023': 30 },
          'total-imports': { '2023': 90 },
        },
        { pair: of },
      );
    const summed = (of: string, members: readonly string[]): string[] =>
      askOf(target(of, { frequency: 'A', from: period('2023'), to: period('2023') }), NOW)
        .read(members.flatMap(told))
        .map(printed);

    expect(summed('US-USMCA', ['US-CA', 'US-MX'])).toEqual(['US-USMCA bilateral-imports 2023 10']);
    expect(summed('USMCA-KR', ['CA-KR', 'MX-KR', 'US-KR'])).toEqual([
      'USMCA-KR bilateral-imports 2023 15',
      'USMCA-KR total-imports 2023 270',
    ]);
  });

  it('that reports its trade with the world leaves out the trade among its members', () => {
    const ask = askOf(target('USMCA-WORLD'), NOW);
    const inside = ['CA-MX', 'CA-US', 'MX-CA', 'MX-US', 'US-CA', 'US-MX'];
    const answer = [
      ...['CA', 'MX', 'US'].flatMap((of) => exportsOf(`${of}-WORLD`, { '2025-06': 100 })),
      ...inside.flatMap((of) => exportsOf(of, { '2025-06': 10 })),
    ];

    expect(ask.targets).toHaveLength(9);
    expect(ask.read(answer).map(printed)).toEqual(['USMCA-WORLD exports 2025-06 240']);
  });
});

it('what several asks want is asked once, over all of its periods', () => {
  const early = { from: period('2024-01'), to: period('2025-06') };
  const asks = [target('US-USMCA'), target('US-CA', early), target('CA-US', { mirrored: true })];

  expect(
    targetsOf(asks.map((of) => askOf(of, NOW))).map(({ pair: of, from, to }) => [of, from, to]),
  ).toEqual([
    ['US-CA', '2024-01', '2025-12'],
    ['US-MX', '2025-01', '2025-12'],
  ]);
});
