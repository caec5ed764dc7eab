import type { Big } from 'big.js';
import type { Instant } from '../observation.ts';
import { comparePeriods, type Period } from '../period.ts';
import type { Condition, Rule } from '../rule.ts';

/**
 * Why an alert is raised. `baseline` is the first sight of a series by a rule: it sets the state and mails nobody.
 * `crossed` and `cleared` come from a new period; `crossed-on-revision`, `retracted` and `late-fill` from a period that
 * had been judged before; `rule-changed` from the rule itself.
 */
export const REASONS = [
  'crossed',
  'cleared',
  'crossed-on-revision',
  'retracted',
  'late-fill',
  'rule-changed',
  'baseline',
] as const;
type Reason = (typeof REASONS)[number];

/** A value that a rule judges. */
export interface Point {
  readonly period: Period;
  readonly value: Big;
  /** Of a bloc: over which members it is summed. */
  readonly composition?: string;
}

/** The values of a series, oldest first, without the missing ones; there is at least one. */
export type Points = readonly [Point, ...Point[]];

/** A series as it was known when it was last judged, and as it is known now. */
export interface Series {
  readonly before: readonly Point[];
  readonly now: Points;
}

/** A period at which the rule fired, remembered so that a revision can take it back. */
export interface Mark {
  readonly period: Period;
  readonly value: Big;
  /** Fired before anybody was listening (baseline): taken back without a word. */
  readonly silent: boolean;
  /** What a change was measured against. */
  readonly against?: Big;
}

/** The memory of a rule between judgements. */
export interface RuleState {
  readonly ruleVersion: number;
  /** The series that was judged; a rule that is moved to another one begins anew. */
  readonly metric: Rule['metric'];
  readonly frequency: Rule['frequency'];
  /** Over which members the series of a bloc was summed; null where it is of no bloc. */
  readonly composition: string | null;
  readonly fires: Condition;
  readonly clears?: number | undefined;
  readonly firing: boolean;
  /** First period of the present firing. */
  readonly since: Period | null;
  /** Newest period ever judged; null while the series has had no value. */
  readonly through: Period | null;
  /** What was known when it was judged. */
  readonly knownAt: Instant | null;
  /** Newest last, at most {@link MARKS_KEPT}. */
  readonly marks: readonly Mark[];
  /** What the next change is measured against (`changesBy`). */
  readonly anchor: Big | null;
}

/** Twenty years of a rule that fires three times a year. */
const MARKS_KEPT = 60;

/** Something to be told. */
export interface Finding {
  readonly reason: Exclude<Reason, 'baseline'>;
  readonly period: Period;
  readonly value: Big;
  /** Whether the rule is firing after it. */
  readonly firing: boolean;
  /** When it clears or is taken back: since when it had been firing. */
  readonly since: Period | null;
  /** What a change was measured against. */
  readonly against?: Big;
}

export interface Judgement {
  readonly state: RuleState;
  readonly findings: readonly Finding[];
}

/** What a kind of rule says of the state; the rest of it is the same for every kind. */
export type Stand = Pick<RuleState, 'firing' | 'since' | 'marks' | 'anchor'>;

export interface Verdict {
  readonly stand: Stand;
  readonly findings: readonly Finding[];
}

/** One kind of rule. Missing periods keep the state as it is. */
export interface Kind {
  /** The first sight of a series, which tells nobody. */
  firstSight(rule: Rule, now: Points): Stand;
  /** The line was moved: judged at once against the newest value. What was told and holds can still be taken back. */
  edited(rule: Rule, state: RuleState, now: Points): Verdict;
  /** What became known since the rule was last judged. */
  judged(rule: Rule, state: RuleState, series: Series): Verdict;
}

export function remember(marks: readonly Mark[], mark: Mark): Mark[] {
  return [...marks, mark].slice(-MARKS_KEPT);
}

/** Why a judged period is told again: where it had no value before, it was filled late and not restated. */
export function revisionReason(
  period: Period,
  before: readonly Point[],
  otherwise: 'crossed-on-revision' | 'retracted',
): Finding['reason'] {
  return pointAt(before, period) ? otherwise : 'late-fill';
}

export function pointAt(points: readonly Point[], period: Period): Point | undefined {
  return points.find((point) => point.period === period);
}

export function newestOf(points: Points): Point {
  return points.at(-1) ?? points[0];
}

export function isJudged(period: Period, through: Period | null): boolean {
  return through !== null && comparePeriods(period, through) <= 0;
}
