import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contributions, contributionsTo } from '../../shared/domain/contributions.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../shared/domain/metrics/metric.ts';
import { period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import type { Span } from '../../shared/domain/span.ts';
import { assertLaw } from '../support/law.ts';
import { type Amounts, amountsFrom, vintagesOf } from '../support/observations.ts';

type Amount = string | undefined;
/** Exports a year before and now, imports a year before and now. */
type Flows = readonly [Amount, Amount, Amount, Amount];

// Cents too: what is not whole must add up as well.
const amount = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);
const maybe = fc.option(amount, { nil: undefined, freq: 12 });
const flows = fc.tuple(maybe, maybe, maybe, maybe);
const SPAN_ENDS: Record<Span, string> = { month: '2025-06', '12m': '2025-06', year: '2025' };
const codes = fc.uniqueArray(
  fc.constantFrom('01', '0101', '0102', '27', '84', '85', '8542', '87', '8703', '8708'),
);

/** A year of figures that is the same in each month, so that a window of twelve has its own. */
function inSpan(span: Span, [exportsBefore, exports, importsBefore, imports]: Flows) {
  const over = (before: Amount, now: Amount): Amounts => {
    if (span === 'year') return { '2024': before, '2025': now };
    return amountsFrom('2023-07', [...Array(12).fill(before), ...Array(12).fill(now)]);
  };
  return seriesOf(
    vintagesOf({ exports: over(exportsBefore, exports), imports: over(importsBefore, imports) }),
  );
}

const division = fc
  .record({ span: fc.constantFrom<Span>('month', '12m', 'year'), whole: flows, codes })
  .chain(({ codes: of, ...given }) =>
    fc.record({
      span: fc.constant(given.span),
      whole: fc.constant(given.whole),
      goods: fc.tuple(...of.map((code) => fc.tuple(fc.constant(code), flows))),
    }),
  );

function divide({ span, whole, goods }: { span: Span; whole: Flows; goods: [string, Flows][] }) {
  const byCode = new Map(goods.map(([code, of]) => [code, inSpan(span, of)]));
  return contributionsTo(inSpan(span, whole), byCode, span, period(SPAN_ENDS[span]));
}

describe('contributions, whatever the figures', () => {
  it('add up to the change exactly, and those within some goods to theirs, or leave what is left unknown', () => {
    assertLaw(
      fc.property(division, (given) => {
        const { change, parts } = divide(given);
        const within = new Set(parts.map((part) => part.within));
        for (const code of within) {
          const whole =
            code === null ? change : parts.find(({ commodity }) => commodity === code)?.outcome;
          const level = parts.filter((part) => part.within === code);
          const rest = level.at(-1)?.outcome.value;
          const known = level.slice(0, -1).every(({ outcome }) => outcome.value !== null);
          expect(level.filter(({ commodity }) => commodity === null)).toHaveLength(1);
          expect(rest !== null).toBe(known && whole?.value !== null);
          if (!rest) continue;
          const sum = level.reduce((of, { outcome }) => of.plus(outcome.value ?? 0), new Big(0));
          expect(sum.toFixed()).toBe(whole?.value?.toFixed());
        }
      }),
    );
  });

  it('are of a pair the metrics of that pair, and of goods those of the goods', () => {
    assertLaw(
      fc.property(division, (given) => {
        const { change, parts } = divide(given);
        const metric = given.span === '12m' ? METRICS['balance-12m'] : METRICS.balance;
        const of = period(SPAN_ENDS[given.span]);
        if (given.span !== '12m') {
          const series = inSpan(given.span, given.whole);
          const { outcome } = evaluate(METRICS['balance-change-yoy'], series, of);
          expect(change.value?.toFixed()).toBe(outcome.value?.toFixed());
        }
        for (const [code, flowsOf] of given.goods) {
          const part = parts.find(({ commodity }) => commodity === code);
          expect(part?.balance).toEqual(evaluate(metric, inSpan(given.span, flowsOf), of).outcome);
        }
      }),
    );
  });

  it('do not change with a heading that is watched inside of a chapter that is', () => {
    assertLaw(
      fc.property(division, flows, (given, heading) => {
        const chapters = given.goods.filter(([code]) => code.length === 2);
        const [chapter] = chapters;
        if (!chapter) return;
        const before = divide({ ...given, goods: chapters });
        const after = divide({ ...given, goods: [...chapters, [`${chapter[0]}99`, heading]] });
        const top = ({ parts }: Contributions) => parts.filter(({ within }) => within === null);
        expect(top(after)).toEqual(top(before));
      }),
    );
  });

  it('are told in one order, whatever the order of the watch list', () => {
    assertLaw(
      fc.property(division, (given) => {
        expect(divide({ ...given, goods: given.goods.toReversed() }).parts).toEqual(
          divide(given).parts,
        );
      }),
    );
  });
});
