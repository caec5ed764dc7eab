import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import type { StoredRule } from '../../../shared/store/rules.ts';
import { type Amounts, amountsFrom, vintagesOf } from '../../support/observations.ts';
import { recomputedAt } from '../../support/pair-knowledge.ts';
import { storedRuleOf } from '../../support/rules.ts';

// Calculated duties and imports for consumption (customs value) of the United States from Korea, without HS chapters 98 and
// 99: US Census Bureau, through ETRX, CC BY 4.0. November's duties as first printed on 2026-01-29 and as revised with December's.
const OCTOBER = '2025-12-05T13:30:00Z';
const NOVEMBER = '2026-01-29T13:30:00Z';
const DECEMBER = '2026-02-04T13:30:00Z';

function korea(
  knownAt: string,
  months: readonly [month: string, duties: string, imports: string, print?: number][],
  run: string,
): Vintage[] {
  return months.flatMap(([month, duties, imports, print = 1]) => [
    ...vintagesOf({ duties: { [month]: duties } }, { pair: 'US-KR', knownAt, run, print }),
    ...(print === 1
      ? vintagesOf(
          { 'imports-for-consumption': { [month]: imports } },
          { pair: 'US-KR', knownAt, run },
        )
      : []),
  ]);
}

const april = korea('2025-06-04T12:30:00Z', [['2025-04', '535824958', '9457586958']], 'run-4');
const toOctober = korea(
  OCTOBER,
  [
    ['2025-05', '1310782463', '11163772506'],
    ['2025-06', '1302614615', '10777578382'],
    ['2025-07', '1316191939', '10593996986'],
    ['2025-08', '1286580342', '9809097655'],
    ['2025-09', '1442807908', '9439641065'],
    ['2025-10', '1236598204', '8557280341'],
  ],
  'run-10',
);
const november = korea(NOVEMBER, [['2025-11', '1159932188', '8348134828']], 'run-11');
const december = korea(
  DECEMBER,
  [
    ['2025-11', '712221022', '8348134828', 2],
    ['2025-12', '1006047446', '10979069567'],
  ],
  'run-12',
);
const tariff = storedRuleOf({
  id: 'us-kr-effective-tariff',
  pair: 'US-KR',
  clears: 9,
  severity: 'warning',
});

/** The alerts of each recomputation over the history of a rule. */
function alertsAt(
  vintages: readonly Vintage[],
  rule: StoredRule,
  ...instants: string[]
): Alert[][] {
  return recomputedAt({ vintages, rules: [rule] }, ...instants).map(({ alerts }) => [...alerts]);
}

/** The last of them, which must be the only one of its recomputation. */
function lastAlert(vintages: readonly Vintage[], rule: StoredRule, ...instants: string[]): Alert {
  const [alert, ...others] = alertsAt(vintages, rule, ...instants).at(-1) ?? [];
  if (!alert || others.length > 0) throw new Error(`one alert is wanted, got: ${others.length}`);
  return alert;
}

describe("the effective tariff rate on Korea's goods in November 2025", () => {
  const vintages = [...april, ...toOctober, ...november, ...december];
  const told = alertsAt(vintages, tariff, '2025-06-05', OCTOBER, NOVEMBER, DECEMBER);

  it('crosses in May, stays with its first print, and is retracted, once, with its revision', () => {
    expect(told.map((alerts) => alerts.map(({ id }) => id))).toEqual([
      [],
      ['20251205T133000000Z.US-KR.us-kr-effective-tariff-v1.2025-05.crossed'],
      [],
      ['20260204T133000000Z.US-KR.us-kr-effective-tariff-v1.2025-11.retracted'],
    ]);
  });

  it('is retracted with what it was, what it is, and since when it had been firing', () => {
    const [retracted] = told.at(-1) ?? [];
    expect(retracted).toMatchObject({ firing: false, since: '2025-05', severity: 'warning' });
    expect(retracted?.value.toString()).toBe('8.5315');
    expect(retracted?.previous?.period).toBe('2025-11');
    expect(retracted?.previous?.value.toString()).toBe('13.8945');
    expect(retracted?.threshold).toEqual({ fires: { above: 10 }, clears: 9 });
  });

  it('carries the vintages that it was computed from', () => {
    const [retracted] = told.at(-1) ?? [];
    const inputs = retracted?.inputs.map(({ value, ...input }) => ({
      ...input,
      value: value.toFixed(),
    }));
    expect(inputs).toEqual([
      {
        indicator: 'duties',
        period: '2025-11',
        knownAt: '2026-02-04T13:30:00.000Z',
        value: '712221022',
        source: 'us-census',
        run: 'run-12',
        print: 2,
      },
      {
        indicator: 'imports-for-consumption',
        period: '2025-11',
        knownAt: '2026-01-29T13:30:00.000Z',
        value: '8348134828',
        source: 'us-census',
        run: 'run-11',
        print: 1,
      },
    ]);
    expect(retracted?.knownAt).toBe('2026-02-04T13:30:00.000Z');
    expect(retracted?.basis).toBe('imports for consumption customs value, calculated duties');
    expect(retracted?.unit).toBe('percent');
  });

  it('carries its series as it was known with it, to the newest month', () => {
    const [retracted] = told.at(-1) ?? [];
    const { low, high, ...line } = retracted?.sparkline ?? {};
    // April, then May to October above 10 %, November as restated, December.
    expect(line).toEqual({ text: '▁▅▆▆▆█▇▃▄', from: '2025-04', to: '2025-12' });
    expect([low?.period, high?.period]).toEqual(['2025-04', '2025-09']);
  });

  it('stands in the context of the months up to it, as they were known with it', () => {
    const [retracted] = told.at(-1) ?? [];
    expect(retracted?.context).toMatchObject({
      rank: { place: 2, of: 8 },
      since: '2025-04',
      recordSince: '2025-04',
      streak: { direction: 'falling', length: 2 },
    });
  });
});

describe('the figure that an alert moved from', () => {
  const january = '2026-01-29T13:30:00Z';
  const february = '2026-02-19T13:30:00Z';
  const march = '2026-03-19T13:30:00Z';
  const duties = (amounts: Amounts, knownAt: string, print = 1) =>
    vintagesOf({ duties: amounts }, { knownAt, print });
  const rule = storedRuleOf({ metric: 'duties' });

  it('is that of the period before, where a new period is the news', () => {
    const known = [
      ...duties(amountsFrom('2025-10', [8, 9]), january),
      ...duties({ '2026-01': 11 }, february),
    ];
    const alert = lastAlert(known, rule, january, february);
    expect(alert).toMatchObject({ reason: 'crossed', previous: { period: '2025-11' } });
    expect(alert.previous?.value.toNumber()).toBe(9);
    expect(alert.against).toBeNull();
  });

  it('is nothing where a missing period was filled', () => {
    const known = [
      ...duties({ '2025-10': 8, '2025-12': 9.5 }, january),
      ...duties({ '2025-11': 11 }, february),
    ];
    const alert = lastAlert(known, { ...rule, clears: 9 }, january, february);
    expect(alert).toMatchObject({
      reason: 'late-fill',
      period: '2025-11',
      firing: true,
      previous: null,
    });
  });

  it('is the same period as last judged, where two prints came between two judgements', () => {
    const known = [
      ...duties({ '2025-10': 8 }, january),
      ...duties({ '2025-10': 9 }, february, 2),
      ...duties({ '2025-10': 11 }, march, 3),
    ];
    expect(lastAlert(known, rule, january, march).previous?.value.toNumber()).toBe(8);
    expect(lastAlert(known, rule, january, february, march).previous?.value.toNumber()).toBe(9);
  });

  it('stands beside the value that was last told, for a change', () => {
    const moves = { ...rule, fires: { changesBy: 5 } };
    const known = [
      ...duties({ '2025-10': 1, '2025-11': 4 }, january),
      ...duties({ '2025-12': 6, '2026-01': 9 }, february),
    ];
    const alert = lastAlert(known, moves, january, february);
    expect([alert.previous?.value.toNumber(), alert.against?.toNumber()]).toEqual([6, 4]);
  });
});
