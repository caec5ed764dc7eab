import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../functions/recompute/decide.ts';
import { contributionsTo } from '../../shared/domain/contributions.ts';
import { latestMetrics } from '../../shared/domain/latest.ts';
import { METRICS, metricValues } from '../../shared/domain/metrics/catalogue.ts';
import { isOfParts, metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { frequencyOf, period, windowEndingAt } from '../../shared/domain/period.ts';
import { ruleSchema } from '../../shared/domain/rule.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { assertLaw } from '../support/law.ts';
import { anyInstant, dollars, someVintages, vintagesOf } from '../support/observations.ts';
import { knowledgeAt } from '../support/pair-knowledge.ts';

const MONTHS = windowEndingAt(period('2025-06'), 14);

/** Figures of the first days of months, several prints of some of them, in any order. */
const someParts: fc.Arbitrary<Vintage[]> = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('exports', 'imports', 'duties', 'working-days'),
      fc.constantFrom(...MONTHS),
      fc.constantFrom(10, 20),
      anyInstant,
      dollars,
    )
    .map(
      ([indicator, of, days, knownAt, amount]) =>
        vintagesOf({ [indicator]: { [`${of}/${days}`]: amount } }, { knownAt })[0] as Vintage,
    ),
  {
    maxLength: 30,
    selector: ({ indicator, period: of, knownAt }) => `${indicator} ${of} ${knownAt}`,
  },
);

/** A whole history, so that sums over twelve months have a value too. */
const someMonths: fc.Arbitrary<Vintage[]> = fc
  .tuple(fc.array(dollars, { minLength: 28, maxLength: 28 }), someVintages)
  .map(([amounts, more]) => {
    const flow = (from: number) =>
      Object.fromEntries(MONTHS.map((of, index) => [of, amounts[from + index]]));
    const knownAt = '2024-12-01T00:00:00Z';
    return [...vintagesOf({ exports: flow(0), imports: flow(14) }, { knownAt }), ...more];
  });

const WHOLE = metricIdSchema.options.filter((id) => !isOfParts(id));

const RULES = [
  { id: 'xa-xb-level', metric: 'balance', fires: { below: -100 } },
  { id: 'xa-xb-sum', metric: 'balance-12m', fires: { below: -100 } },
  { id: 'xa-xb-record', metric: 'balance', fires: { record: 'low', years: 1 } },
  { id: 'xa-xb-change', metric: 'exports-yoy', fires: { changesBy: 5 } },
].map((rule) => ({
  ...ruleSchema.parse({ ...rule, pair: 'XA-XB' }),
  ...{ version: 1, retired: false, inForceSince: 1, settings: null },
  writtenAt: instant('2024-01-01T00:00:00Z'),
}));

/** What is said of whole periods. */
function ofWholePeriods(vintages: readonly Vintage[]) {
  const values = metricValues(seriesOf(vintages));
  const latest = latestMetrics(values);
  return {
    values: WHOLE.map((id) => values.get(id)),
    latest: WHOLE.map((id) => latest[id]),
  };
}

describe('the first days of a month', () => {
  it('enter no metric of a month, a quarter, a year or twelve months, nor its context', () => {
    assertLaw(
      fc.property(someMonths, someParts, (months, parts) => {
        expect(ofWholePeriods([...months, ...parts])).toEqual(ofWholePeriods(months));
      }),
    );
  });

  it('are nothing to a rule: neither a level, a sum, a record nor a change', () => {
    assertLaw(
      fc.property(someMonths, someParts, (months, parts) => {
        const judged = (vintages: readonly Vintage[]) => {
          const { states, alerts } = decide(
            knowledgeAt({ vintages, rules: RULES }, '2026-01-01T00:00:00Z'),
          );
          return { states, alerts };
        };
        expect(judged([...months, ...parts])).toEqual(judged(months));
      }),
    );
  });

  it('enter nothing that a change is made of', () => {
    assertLaw(
      fc.property(someMonths, someParts, (months, parts) => {
        const divided = (of: readonly Vintage[]) =>
          (['month', '12m'] as const).map((span) =>
            contributionsTo(seriesOf(of), new Map([['87', seriesOf(of)]]), span, period('2025-06')),
          );
        expect(divided([...months, ...parts])).toEqual(divided(months));
      }),
    );
  });

  it('have metrics that months enter as little, and that compare equally many days', () => {
    assertLaw(
      fc.property(someMonths, someParts, (months, parts) => {
        const ofParts = (vintages: readonly Vintage[]) =>
          metricIdSchema.options
            .filter(isOfParts)
            .flatMap((id) => metricValues(seriesOf(vintages)).get(id) ?? []);
        const values = ofParts([...months, ...parts]);
        expect(values).toEqual(ofParts(parts));
        for (const { period: of, inputs } of values) {
          expect(frequencyOf(of)).toBe('P');
          for (const input of inputs) expect(input.period.slice(7)).toBe(of.slice(7));
        }
      }),
    );
  });

  it('stand among equally many days: the value before one of 20 days is of 20 days', () => {
    const at = (of: string, exports: number) =>
      vintagesOf({ exports: { [of]: exports }, 'working-days': { [of]: 10 } });
    const latest = latestMetrics(
      metricValues(
        seriesOf([
          ...at('2025-05/10', 90),
          ...at('2025-05/20', 200),
          ...at('2025-06/10', 990),
          ...at('2025-06/20', 210),
        ]),
      ),
    )['exports-per-working-day'];

    expect(latest?.previous?.period).toBe('2025-05/20');
    expect(latest?.context?.rank).toEqual({ place: 1, of: 2 });
  });

  it.each(metricIdSchema.options.filter(isOfParts))('let no rule be written on %s', (metric) => {
    const rule = { id: 'xa-xb-days', pair: 'XA-XB', metric, fires: { below: 0 } };
    const { error } = ruleSchema.safeParse(rule);
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      [
        'metric',
        `must be of whole periods: ${metric} is of the first days of months, which no rule is judged on`,
      ],
    ]);
    expect(METRICS[metric].frequencies).toEqual(['P']);
  });
});
