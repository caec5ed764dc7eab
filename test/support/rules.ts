import { Big } from 'big.js';
import * as fc from 'fast-check';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import { type Period, period, shift } from '../../shared/domain/period.ts';
import { type Rule, ruleSchema } from '../../shared/domain/rule.ts';
import { isEdited, judge, judgeEdit } from '../../shared/domain/rules/judge.ts';
import type { Finding, Judgement, Point, RuleState } from '../../shared/domain/rules/judgement.ts';
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

/** Points of a series, oldest first; an undefined amount is a missing period. */
function pointsOf(amounts: Amounts): Point[] {
  return Object.entries(amounts).flatMap(([text, amount]): Point[] =>
    amount === undefined ? [] : [{ period: period(text), value: new Big(amount) }],
  );
}

/** A rule that is judged once and again, as knowledge grows. */
export interface Judged {
  /** Judges the series as it is now known, under an edited rule if one is given; answers what is to be told. */
  sees(amounts: Amounts, edited?: Rule): string[];
  /** Figures become known while the rule is out of force, or before it is edited. */
  knows(amounts: Amounts): Judged;
  /** The findings of the last judgement, whole. */
  findings(): readonly Finding[];
  state(): RuleState;
}

/** A rule that has first seen a series: the baseline. */
export function judgedFrom(rule: Rule, baseline: Amounts): Judged {
  let inForce = rule;
  let day = 0;
  let before: Point[] = [];
  let { state } = judge(rule, undefined, { before, now: [] }, null);
  let findings: Finding[] = [];
  const judged = (amounts: Amounts): void => {
    findings = [];
    if (isEdited(inForce, state)) {
      const edit = judgeEdit(inForce, state, before, knownOnDay(day - 1));
      state = edit.state;
      findings.push(...edit.findings);
    }
    const now = pointsOf(amounts);
    const judgement = judge(inForce, state, { before, now }, knownOnDay(day));
    state = judgement.state;
    findings.push(...judgement.findings);
    before = now;
  };
  judged(baseline);
  const itself: Judged = {
    sees(amounts, edited = inForce) {
      inForce = edited;
      day += 1;
      judged(amounts);
      return findings.map(toldOf);
    },
    knows(amounts) {
      before = pointsOf(amounts);
      return itself;
    },
    findings: () => findings,
    state: () => state,
  };
  return itself;
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
  .map((values) => pointsOf(amountsFrom(FIRST, values)));

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
      return { ...point, value: new Big(value) };
    }),
  }));

/** What follows a series by a month. */
export function nextPoint(points: readonly Point[], value: number): Point {
  const last = points.at(-1)?.period ?? shift(FIRST, -1);
  return { period: shift(last, 1), value: new Big(value) };
}

/** Judges a rule on a series as it is known time after time; answers each judgement. */
export function judgedOn(rule: Rule, ...times: readonly (readonly Point[])[]): Judgement[] {
  const judgements: Judgement[] = [];
  times.forEach((now, index) => {
    const before = times[index - 1] ?? [];
    const knownAt = knownOnDay(now.length);
    judgements.push(judge(rule, judgements.at(-1)?.state, { before, now }, knownAt));
  });
  return judgements;
}

/** Judges a series in steps, the first up to the first cut, the last to its end; answers the end of it. */
export function judgedInSteps(
  rule: Rule,
  points: readonly Point[],
  cuts: readonly number[],
): { state: RuleState | undefined; findings: Finding[] } {
  const times = [...cuts, points.length].map((cut) => points.slice(0, cut));
  const judgements = judgedOn(rule, ...times);
  return {
    state: judgements.at(-1)?.state,
    findings: judgements.flatMap(({ findings }) => findings),
  };
}
