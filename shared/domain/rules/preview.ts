import type { Big } from 'big.js';
import type { Instant } from '../observation.ts';
import type { Period } from '../period.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from './judgement.ts';
import { firingPeriods } from './level.ts';
import type { Replay, Told } from './replay.ts';

/** A firing that would have been told. */
export interface Fired {
  readonly period: Period;
  readonly knownAt: Instant;
  readonly reason: Finding['reason'];
  readonly value: Big;
  /** When a later revision took it back. */
  readonly retractedAt?: Instant;
}

/** The firings among all that is told, each with what became of it. */
export function firedOf(told: readonly Told[]): Fired[] {
  const fired: Fired[] = [];
  for (const finding of told) {
    const standing = fired.findLastIndex(
      ({ period, retractedAt }) => period === finding.period && retractedAt === undefined,
    );
    const { period, knownAt, reason, value } = finding;
    const before = fired[standing];
    if (before && takesBack(finding)) fired[standing] = { ...before, retractedAt: knownAt };
    else if (!before && fires(finding)) fired.push({ period, knownAt, reason, value });
  }
  return fired;
}

function fires({ reason, firing, since }: Finding): boolean {
  if (reason === 'crossed' || reason === 'crossed-on-revision') return true;
  // A late figure ends a firing as well as it begins one; an event of its period has no since.
  return reason === 'late-fill' && (firing || since === null);
}

/** A late figure for a period that stands as fired takes that back: nothing fires twice at one period. */
function takesBack({ reason }: Finding): boolean {
  return reason === 'retracted' || reason === 'late-fill';
}

/** A warning about a rule that could be written and may not be what is meant. */
export interface RuleWarning {
  readonly warning: 'duplicate' | 'fires-nearly-always' | 'fires-now' | 'not-judged-yet';
  readonly detail: string;
}

/** Out of the last twelve periods so many are more noise than news. */
const NEARLY_ALWAYS = 11;
const LOOKED_BACK = 12;

/** What a rule's author should know before writing it: a twin among the other rules, and how it stands on the figures. */
export function warningsOf(
  rule: Rule,
  others: readonly Rule[],
  replay: Replay,
): readonly RuleWarning[] {
  const twin = others.find(
    (other) => other.id !== rule.id && !other.retired && isTwin(other, rule),
  );
  const often = timesOf(rule, replay);
  const words = rule.frequency === 'A' ? 'years' : 'months';
  return [
    ...(twin
      ? [{ warning: 'duplicate', detail: `rule ${twin.id} watches for the same` } as const]
      : []),
    ...(often >= NEARLY_ALWAYS
      ? [
          {
            warning: 'fires-nearly-always',
            detail: `it fires in ${often} of the last ${LOOKED_BACK} ${words}: whoever is told so often stops reading`,
          } as const,
        ]
      : []),
    ...(replay.state?.firing ? [firesNow(rule)] : []),
    ...(replay.points.length === 0
      ? [{ warning: 'not-judged-yet', detail: 'no value of this series is known yet' } as const]
      : []),
  ];
}

/** The first sight of a series is a baseline, of which nobody is told. */
function firesNow({ fires: condition }: Rule): RuleWarning {
  const isLevel = 'above' in condition || 'below' in condition;
  return {
    warning: 'fires-now',
    detail: isLevel
      ? 'it would be firing as soon as it is written, of which nobody is mailed; the first mail comes when it clears'
      : 'the newest value is a record already, of which nobody is mailed; the first mail comes with the next one',
  };
}

function isTwin(other: Rule, rule: Rule): boolean {
  const watched = ({ pair, metric, frequency, fires: condition, clears }: Rule) =>
    JSON.stringify([pair, metric, frequency, Object.entries(condition).sort(), clears]);
  return watched(other) === watched(rule);
}

/** At how many of the last periods the condition holds, or, for changes and records, at how many it is told. */
function timesOf(rule: Rule, { told, points }: Replay): number {
  const last = new Set(points.slice(-LOOKED_BACK).map(({ period }) => period));
  const isLevel = 'above' in rule.fires || 'below' in rule.fires;
  const periods = isLevel ? firingPeriods(rule, points) : firedOf(told).map(({ period }) => period);
  return new Set(periods.filter((period) => last.has(period))).size;
}
