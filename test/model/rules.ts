import type { Metric } from './figures.ts';
import type { Month, Values } from './months.ts';

type Condition =
  | { readonly above: number }
  | { readonly below: number }
  | { readonly changesBy: number }
  | { readonly record: 'high' | 'low'; readonly years: number };

/** What a rule fires at. */
export interface Line {
  readonly fires: Condition;
  readonly clears?: number | undefined;
}

/** One version of a rule. */
export interface RuleVersion extends Line {
  readonly id: string;
  readonly pair: string;
  readonly metric: Metric;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly note: string;
  readonly version: number;
  readonly retired: boolean;
  readonly writtenAt: string;
}

export const REASONS = [
  'crossed',
  'cleared',
  'crossed-on-revision',
  'retracted',
  'late-fill',
  'rule-changed',
] as const;
type Reason = (typeof REASONS)[number];

/** Something that must be told. */
export interface Telling {
  readonly reason: Reason;
  readonly month: Month;
  readonly value: number;
  /** Whether the rule is firing after it. */
  readonly firing: boolean;
  readonly since: Month | null;
}

/** A month of which the rule said that it fires. */
export interface Claim {
  readonly month: Month;
  readonly value: number;
  /** Whether anybody was told. */
  readonly heard: boolean;
}

/** What a rule has said so far, and stands by. */
export interface Standing {
  readonly firing: boolean;
  readonly since: Month | null;
  /** Whether it was told of the present firing. */
  readonly heard: boolean;
  readonly claims: readonly Claim[];
  /** What the first of the claims of a change is measured against, or the next change where there are none. */
  readonly base: number;
}

export interface Outcome {
  readonly standing: Standing;
  readonly told: readonly Telling[];
}

/** A judgement: months up to `through` were judged before, by the values `before`. */
export interface Judged {
  readonly standing: Standing;
  readonly through: Month;
  readonly before: Values;
  readonly now: Values;
}

/** What it means for one kind of line. Values are never empty. */
export interface Meaning {
  atFirstSight(line: Line, now: Values): Standing;
  /** The line was moved across these values. */
  edited(line: Line, standing: Standing, now: Values): Outcome;
  judged(line: Line, judged: Judged): Outcome;
}

/** The reason for which a month that was judged before is told of. */
export function lateOr<R extends 'retracted' | 'crossed-on-revision'>(
  otherwise: R,
  month: Month,
  before: Values,
): R | 'late-fill' {
  return before.has(month) ? otherwise : 'late-fill';
}

export function at(values: Values, month: Month): number {
  const value = values.get(month);
  if (value === undefined)
    throw new Error(`the model speaks of month ${month}, which has no value`);
  return value;
}
