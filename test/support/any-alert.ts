import { Big } from 'big.js';
import * as fc from 'fast-check';
import type { Alert } from '../../shared/domain/alert.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { type Period, period, shift } from '../../shared/domain/period.ts';
import type { Condition } from '../../shared/domain/rule.ts';
import { sparklineOf } from '../../shared/domain/sparkline.ts';
import { alertAbout } from './alerts.ts';

const PAIRS = ['XA-XB', 'XA-XC', 'XB-XC', 'XB-XA', 'XC-XA', 'XC-XB'] as const;
const REASONS = [
  'crossed',
  'cleared',
  'crossed-on-revision',
  'retracted',
  'late-fill',
  'rule-changed',
] as const;

const line = fc.oneof(
  fc.constantFrom(0, 1, -1),
  fc.double({ min: -1e13, max: 1e13, noNaN: true, noDefaultInfinity: true }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  line.map((above) => ({ above })),
  line.map((below) => ({ below })),
  fc.double({ min: 0.01, max: 1e13, noNaN: true }).map((changesBy) => ({ changesBy })),
  fc.record({
    record: fc.constantFrom('high' as const, 'low' as const),
    years: fc.integer({ min: 1, max: 100 }),
  }),
);
const threshold = fc.record({ fires: condition, clears: fc.option(line, { nil: undefined }) });
const figure = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, decimals]) => new Big(`${digits}e-${decimals}`));
const month = fc.integer({ min: 0, max: 60 }).map((steps) => shift(period('2021-01'), steps));
const year = fc.integer({ min: 2000, max: 2025 }).map((of) => period(String(of)));

/** A note as anybody may write one: several lines, other scripts, words longer than a line, links. */
const note = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.lorem(),
  fc.constantFrom('가'.repeat(300), `see https://example.com/${'x'.repeat(120)}`, 'two\n\nlines'),
);

const context = fc.record({
  direction: fc.constantFrom('lowest' as const, 'highest' as const),
  rank: fc.record({
    place: fc.integer({ min: 1, max: 300 }),
    of: fc.integer({ min: 1, max: 300 }),
  }),
  streak: fc.option(
    fc.record({
      direction: fc.constantFrom('rising' as const, 'falling' as const),
      length: fc.integer({ min: 1, max: 40 }),
    }),
  ),
  percentile: fc.constant(1.7),
});

/** An alert of any kind about fictional economies. */
const anyAlert: fc.Arbitrary<Alert> = fc
  .oneof({ weight: 5, arbitrary: month }, { weight: 1, arbitrary: year })
  .chain((of: Period) => {
    const back = (steps: number): Period => shift(of, -steps);
    const metrics = Object.values(METRICS)
      .filter(({ frequencies }: { frequencies: readonly string[] }) =>
        frequencies.includes(of.length === 4 ? 'A' : 'M'),
      )
      .map(({ id }): MetricId => id);
    return fc.record({
      of: fc.constant(of),
      pair: fc.constantFrom(...PAIRS),
      metric: fc.constantFrom(...metrics),
      rule: fc.constantFrom('line', 'other', 'a-rule-with-a-name-that-goes-on-and-on'),
      severity: fc.constantFrom('info' as const, 'warning' as const, 'critical' as const),
      reason: fc.constantFrom(...REASONS),
      firing: fc.boolean(),
      value: figure,
      previous: fc.option(fc.tuple(fc.constantFrom(of, back(1)), figure)),
      against: fc.option(figure),
      since: fc.option(fc.integer({ min: 1, max: 30 }).map(back)),
      threshold,
      before: fc.option(threshold),
      context: fc.option(
        fc
          .tuple(context, fc.option(fc.integer({ min: 1, max: 9 }).map(back)))
          .map(([known, since]) => ({ ...known, since, recordSince: back(30) })),
      ),
      series: fc.array(fc.option(figure), { maxLength: 30 }),
      note: fc.option(note, { nil: undefined }),
      notes: fc.array(note, { maxLength: 3 }),
    });
  })
  .map(({ of, previous, threshold: now, before, series, since, value, ...told }) => {
    const points = series.flatMap((one, index) =>
      one === null ? [] : [{ period: shift(of, index + 1 - series.length), value: one }],
    );
    return alertAbout({
      ...told,
      // A rule is about one metric.
      rule: `${told.rule}-${told.metric}`,
      value: value.toFixed(),
      unit: METRICS[told.metric].unit,
      period: of,
      ...(since ? { since } : {}),
      ...(previous ? { previous: { period: previous[0], value: previous[1].toFixed() } } : {}),
      threshold: { ...now, ...(before ? { before } : {}) },
      sparkline: sparklineOf(points),
    });
  });

/** The alerts of a batch: of a rule of a pair all are of one metric, as they are when a rule raises them. */
export const anyBatch: fc.Arbitrary<[Alert, ...Alert[]]> = fc
  .array(anyAlert, { minLength: 1, maxLength: 25 })
  .map((alerts) => [...new Map(alerts.map((alert) => [alert.id, alert])).values()])
  .map(([first, ...others]) => {
    if (!first) throw new Error('a batch has at least one alert');
    return [first, ...others];
  });
