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

/** A value that a rule judges. `newPrint` says what became known since the last judgement, if anything. */
export interface Point {
  readonly period: Period;
  readonly value: Big;
  /** `first`: every input that is new is a first print; `revision`: at least one restates what was known. */
  readonly newPrint: 'none' | 'first' | 'revision';
  /** Of a bloc: over which members it is summed. */
  readonly composition?: string;
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
  /** Last period judged; null while the series has no value. */
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

/**
 * One kind of rule. `points` are all the non-null values of the series as known at `knownAt`, oldest first.
 * Missing periods keep the state as it is.
 */
export type Judge = (
  rule: Rule,
  state: RuleState | undefined,
  points: readonly Point[],
  knownAt: Instant | null,
) => Judgement;

export function remember(marks: readonly Mark[], mark: Mark): Mark[] {
  return [...marks, mark].slice(-MARKS_KEPT);
}

/** Why a judged period is told again, from all the points that it rests on: a fill of a gap is told apart from a restatement. */
export function revisionReason(
  points: readonly Point[],
  otherwise: 'crossed-on-revision' | 'retracted',
) {
  const prints = new Set(points.map(({ newPrint }) => newPrint));
  return prints.has('first') && !prints.has('revision') ? 'late-fill' : otherwise;
}

/** A rule that has seen nothing yet. */
export function unjudged(rule: Rule, knownAt: Instant | null): RuleState {
  return {
    ruleVersion: rule.version,
    metric: rule.metric,
    frequency: rule.frequency,
    composition: null,
    fires: rule.fires,
    clears: rule.clears,
    firing: false,
    since: null,
    through: null,
    knownAt,
    marks: [],
    anchor: null,
  };
}

export function isJudged(period: Period, through: Period | null): boolean {
  return through !== null && comparePeriods(period, through) <= 0;
}
