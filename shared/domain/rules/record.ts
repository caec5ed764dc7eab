import { type Period, shift, windowEndingAt } from '../period.ts';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Kind,
  type Mark,
  newestOf,
  type Point,
  type Points,
  pointAt,
  type RuleState,
  remember,
  type Series,
  type Stand,
} from './judgement.ts';

/**
 * The highest or lowest value of the last so many years, the period itself included. It takes every one of those periods:
 * a record over a gap, or over a history that begins later, is not claimed. Each record is an event of its period.
 */
export const record: Kind = {
  firstSight(rule, now) {
    const last = newestOf(now);
    return standOf(rule, now, isRecord(rule, now, last) ? [{ ...at(last), silent: true }] : []);
  },

  edited(rule, state, now) {
    const last = newestOf(now);
    const firing = isRecord(rule, now, last);
    const holding = state.marks.filter(({ period }) => isRecordAt(rule, now, period));
    const isKnown = holding.some(({ period }) => period === last.period);
    if (firing ? isKnown : !state.firing) {
      return { stand: standOf(rule, now, holding), findings: [] };
    }
    const marks = firing ? remember(holding, { ...at(last), silent: false }) : holding;
    const since = firing ? last.period : state.since;
    const told: Finding = { reason: 'rule-changed', ...at(last), firing, since };
    return { stand: standOf(rule, now, marks), findings: [told] };
  },

  judged(rule, state, series) {
    const { marks, findings } = takeBack(rule, state, series);
    let known = marks;
    for (const point of series.now) {
      const isOld = isJudged(point.period, state.through);
      // Of the periods that were judged before, only the newest is news; older records were beaten or are history.
      if (isOld && point.period !== state.through) continue;
      if (!isRecord(rule, series.now, point)) continue;
      if (known.some(({ period }) => period === point.period)) continue;
      const late = revisionReason(rule, series, point.period, 'crossed-on-revision');
      const reason = isOld ? late : 'crossed';
      findings.push({ reason, ...at(point), firing: true, since: point.period });
      known = remember(known, { ...at(point), silent: false });
    }
    return { stand: standOf(rule, series.now, known), findings };
  },
};

/** A record that is none any more, by its own value or by one of those it had beaten. */
function takeBack(
  rule: Rule,
  state: RuleState,
  series: Series,
): { marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const judged = series.now.findLast(({ period }) => isJudged(period, state.through));
  const firing = judged !== undefined && isRecord(rule, series.now, judged);
  const marks = state.marks.filter((mark) => {
    const point = pointAt(series.now, mark.period);
    if (!point || isRecord(rule, series.now, point)) return true;
    if (!mark.silent) {
      const reason = revisionReason(rule, series, point.period, 'retracted');
      findings.push({ reason, ...at(point), firing, since: point.period });
    }
    return false;
  });
  return { marks, findings };
}

function at({ period, value }: Point): Pick<Finding, 'period' | 'value'> {
  return { period, value };
}

function isRecordAt(rule: Rule, points: readonly Point[], period: Period): boolean {
  const point = pointAt(points, period);
  return point !== undefined && isRecord(rule, points, point);
}

function isRecord(rule: Rule, points: readonly Point[], point: Point): boolean {
  if (!('record' in rule.fires)) return false;
  const { record } = rule.fires;
  const index = points.indexOf(point);
  const steps = stepsBack(rule);
  const before = points.slice(Math.max(0, index - steps), index);
  // A gap in between would put an earlier period at the first place.
  if (before.length < steps || before[0]?.period !== shift(point.period, -steps)) return false;
  return before.every(({ value }) =>
    record === 'high' ? point.value.gt(value) : point.value.lt(value),
  );
}

/** Why a judged record is told: late, where what became known of its window are periods that had been missing, and nothing else. */
function revisionReason(
  rule: Rule,
  { before, now }: Series,
  period: Period,
  otherwise: 'crossed-on-revision' | 'retracted',
): Finding['reason'] {
  const window = windowEndingAt(period, stepsBack(rule) + 1);
  const known = window.flatMap((of) => pointAt(now, of) ?? []);
  const isFilled = known.some((point) => !pointAt(before, point.period));
  const isRestated = known.some((point) => {
    const was = pointAt(before, point.period);
    return was !== undefined && !was.value.eq(point.value);
  });
  return isFilled && !isRestated ? 'late-fill' : otherwise;
}

function stepsBack({ fires, frequency }: Rule): number {
  if (!('record' in fires)) return 0;
  return fires.years * (frequency === 'A' ? 1 : 12);
}

/** The rule is firing while the newest period is a record. */
function standOf(rule: Rule, now: Points, marks: readonly Mark[]): Stand {
  const last = newestOf(now);
  const firing = isRecord(rule, now, last);
  return { firing, since: firing ? last.period : null, marks, anchor: null };
}
