import { Big } from 'big.js';
import * as fc from 'fast-check';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import { type Period, period, shift } from '../../shared/domain/period.ts';
import { type Rule, ruleSchema } from '../../shared/domain/rule.ts';
import { judge } from '../../shared/domain/rules/judge.ts';
import type { Finding, Point, RuleState } from '../../shared/domain/rules/judgement.ts';
import type { StoredRule } from '../../shared/store/rules.ts';
import { type Amounts, amountsFrom } from './observations.ts';

/** A rule as an operator writes it, where it differs from one that fires above 10 on the fictional pair XA-XB. */
export function ruleText(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'xa-xb-line',
    pair: 'XA-XB',
    metric: 'effective-tariff-rate',
    fires: { above: 10 },
    ...overrides,
  };
}

/** A rule in force, in its first version where nothing else is said. */
export function ruleOf(overrides: Record<string, unknown> = {}, version = 1): Rule {
  return { ...ruleSchema.parse(ruleText(overrides)), version, retired: false, inForceSince: 1 };
}

/** The same as it is stored. */
export function storedRuleOf(
  overrides: Record<string, unknown> = {},
  { version = 1, writtenAt = '2025-01-01T00:00:00Z' } = {},
): StoredRule {
  return { ...ruleOf(overrides, version), settings: null, writtenAt: instant(writtenAt) };
}

/** A series as it stands at one judgement; `restated` and `filled` say what became known since the one before. */
interface Known {
  amounts: Amounts;
  restated?: readonly string[];
  filled?: readonly string[];
}

/** Points of a series, oldest first; an undefined amount is a missing period. */
function pointsOf({ amounts, restated = [], filled = [] }: Known): Point[] {
  return Object.entries(amounts).flatMap(([text, amount]): Point[] => {
    if (amount === undefined) return [];
    const newPrint = printOf(text, restated, filled);
    return [{ period: period(text), value: new Big(amount), newPrint }];
  });
}

function printOf(of: string, restated: readonly string[], filled: readonly string[]) {
  if (restated.includes(of)) return 'revision';
  return filled.includes(of) ? 'first' : 'none';
}

/** A rule that is judged once and again, as knowledge grows. */
export interface Judged {
  /** Judges the series as it is now known, under an edited rule if one is given; answers what is to be told. */
  sees(known: Known | Amounts, edited?: Rule): string[];
  /** The findings of the last judgement, whole. */
  findings(): readonly Finding[];
  state(): RuleState;
}

/** A rule that has first seen a series: the baseline. */
export function judgedFrom(rule: Rule, baseline: Amounts): Judged {
  let inForce = rule;
  let day = 0;
  const judgement = (known: Known, before: RuleState | undefined) =>
    judge(inForce, before, pointsOf(known), knownOnDay(day));
  let { state, findings } = judgement({ amounts: baseline }, undefined);
  return {
    sees(known, edited = inForce) {
      inForce = edited;
      day += 1;
      ({ state, findings } = judgement(isKnown(known) ? known : { amounts: known }, state));
      return findings.map(toldOf);
    },
    findings: () => findings,
    state: () => state,
  };
}

function isKnown(known: Known | Amounts): known is Known {
  return typeof known['amounts'] === 'object';
}

function knownOnDay(day: number): Instant {
  return instant(new Date(Date.UTC(2025, 0, 1 + day)));
}

/** A finding in a line: `retracted 2025-11 at 8.5315, not firing, since 2025-05`. */
function toldOf({ reason, period: of, value, firing, since }: Finding): string {
  const after = firing ? 'firing' : 'not firing';
  return `${reason} ${of} at ${value.toString()}, ${after}${since ? `, since ${since}` : ''}`;
}

const FIRST: Period = period('2020-01');

/** The months of a series with gaps, of values that often lie on the lines of 8 and 10. */
export const anySeries: fc.Arbitrary<Point[]> = fc
  .array(fc.option(fc.integer({ min: 6, max: 12 }), { nil: undefined, freq: 8 }), {
    minLength: 2,
    maxLength: 40,
  })
  .map((values) => pointsOf({ amounts: amountsFrom(FIRST, values) }));

/** A series and, in ascending order, where its judgements cut it: first sight, then news in one or several steps. */
export const anySeriesInSteps: fc.Arbitrary<{ points: Point[]; cuts: number[] }> = anySeries
  .filter((points) => points.length > 1)
  .chain((points) =>
    fc.record({
      points: fc.constant(points),
      cuts: fc
        .uniqueArray(fc.integer({ min: 1, max: points.length - 1 }), { minLength: 1, maxLength: 8 })
        .map((cuts) => cuts.sort((a, b) => a - b)),
    }),
  );

/** A series of which some judged points are restated, with the restatements. */
export const anyRevision: fc.Arbitrary<{ before: Point[]; after: Point[] }> = fc
  .tuple(
    anySeries,
    fc.array(fc.option(fc.integer({ min: 6, max: 12 }), { freq: 2 }), { maxLength: 40 }),
  )
  .map(([before, restated]) => ({
    before,
    after: before.map((point, index): Point => {
      const value = restated[index];
      if (value === null || value === undefined || point.value.eq(value)) return point;
      return { ...point, value: new Big(value), newPrint: 'revision' };
    }),
  }));

/** What follows a series by a month. */
export function nextPoint(points: readonly Point[], value: number): Point {
  const last = points.at(-1)?.period ?? shift(FIRST, -1);
  return { period: shift(last, 1), value: new Big(value), newPrint: 'first' };
}

/** Judges a series in steps, the first up to the first cut, the last to its end; answers the end of it. */
export function judgedInSteps(
  rule: Rule,
  points: readonly Point[],
  cuts: readonly number[],
): { state: RuleState | undefined; findings: Finding[] } {
  let state: RuleState | undefined;
  const findings: Finding[] = [];
  for (const cut of [...cuts, points.length]) {
    const known = points.slice(0, cut).map((point) => freshAfter(point, state));
    const judgement = judge(rule, state, known, knownOnDay(cut));
    state = judgement.state;
    findings.push(...judgement.findings);
  }
  return { state, findings };
}

function freshAfter(point: Point, state: RuleState | undefined): Point {
  const isFresh = state?.through ? point.period > state.through : false;
  return isFresh ? { ...point, newPrint: 'first' } : point;
}
