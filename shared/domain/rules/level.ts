import { comparePeriods, type Period } from '../period.ts';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Kind,
  type Mark,
  type Point,
  type Points,
  type RuleState,
  remember,
  revisionReason,
  type Series,
  type Stand,
  type Verdict,
} from './judgement.ts';

/** A point with the rule's condition after it; `start` is the first point of the firing it belongs to. */
interface Step {
  readonly point: Point;
  readonly start: Point | null;
}

/**
 * Above or below a line, with a second line for clearing, so that a value dancing on the line sends one mail.
 * The condition after a period depends on the values up to it and on nothing else: two runs over the same values agree.
 */
export const level: Kind = {
  firstSight(rule, now) {
    const { start } = newest(rule, now);
    return standOf(start, start ? [markOf(start, true)] : []);
  },

  edited(rule, state, now) {
    const steps = walk(rule, now);
    const { point, start } = newest(rule, now);
    const holding = state.marks.filter(({ period }) => isFiringAt(steps, period));
    if (start && state.firing) return unsaid(standOf(start, goOn(holding, start, state)));
    if (!start && !state.firing) return unsaid(standOf(null, holding));
    const marks = start ? mark(holding, start, false) : holding;
    const since = start?.period ?? state.since;
    const told = finding(point, 'rule-changed', start !== null, since);
    return { stand: standOf(start, marks), findings: [told] };
  },

  judged(rule, state, series) {
    const steps = walk(rule, series.now);
    const revised = judgeRevisions(rule, state, steps, series);
    const unknown = steps.filter(({ point }) => !isJudged(point.period, state.through));
    const fresh = judgeNewPeriods(unknown, revised.stand);
    return { stand: fresh.stand, findings: [...revised.findings, ...fresh.findings] };
  },
};

/** The periods at which a level is passed, the line for clearing taken into account. */
export function firingPeriods(rule: Rule, points: readonly Point[]): Period[] {
  return walk(rule, points).flatMap(({ point, start }) => (start ? [point.period] : []));
}

function walk(rule: Rule, points: readonly Point[]): Step[] {
  const steps: Step[] = [];
  let start: Point | null = null;
  for (const point of points) {
    if (start === null && fires(rule, point)) start = point;
    else if (start !== null && clears(rule, point)) start = null;
    steps.push({ point, start });
  }
  return steps;
}

function newest(rule: Rule, points: Points): Step {
  return walk(rule, points).at(-1) ?? { point: points[0], start: null };
}

function fires(rule: Rule, { value }: Point): boolean {
  if ('above' in rule.fires) return value.gt(rule.fires.above);
  return 'below' in rule.fires && value.lt(rule.fires.below);
}

/** Without a clearing threshold of its own, a rule clears as soon as it would not fire. */
function clears(rule: Rule, point: Point): boolean {
  if (rule.clears === undefined) return !fires(rule, point);
  return 'above' in rule.fires ? point.value.lt(rule.clears) : point.value.gt(rule.clears);
}

/** What today's figures say about the periods that had been judged before. */
function judgeRevisions(
  rule: Rule,
  state: RuleState,
  steps: readonly Step[],
  { before }: Series,
): Verdict {
  const judged = steps.filter(({ point }) => isJudged(point.period, state.through));
  const standing = judged.at(-1);
  // Of a rule of whose judged periods none has a value any more, nothing can be said.
  if (!standing) return unsaid(state);
  const { start } = standing;

  const taken = judged.filter(
    (step) => !step.start && state.marks.some(({ period }) => period === step.point.period),
  );
  const isTaken = ({ period }: Mark): boolean => taken.some(({ point }) => point.period === period);
  const findings = taken
    .filter(({ point }) =>
      state.marks.some((known) => known.period === point.period && !known.silent),
    )
    .map(({ point }) => {
      const reason = revisionReason(point.period, before, 'retracted');
      return finding(point, reason, start !== null, point.period);
    });
  const marks = state.marks.filter((known) => !isTaken(known));
  if (start && state.firing) return { stand: standOf(start, goOn(marks, start, state)), findings };
  if (start) {
    const cause = causeOfFiring(judged, start, walk(rule, before));
    const reason = revisionReason(cause.period, before, 'crossed-on-revision');
    findings.push(finding(cause, reason, true, start.period));
    return { stand: standOf(start, mark(marks, start, false)), findings };
  }
  const heard = heardMarks(state);
  const last = heard.at(-1);
  // Where nobody had heard of the firing, or its being taken back was told, its end need not be.
  if (state.firing && last && !heard.some(isTaken)) {
    const end = firstEndAfter(judged, last.period) ?? standing.point;
    const reason = revisionReason(end.period, before, 'retracted');
    findings.push(finding(end, reason, false, state.since));
  }
  return { stand: standOf(null, marks), findings };
}

/** The first period of the firing at which the rule had not been firing: its start, or the one that used to end it. */
function causeOfFiring(judged: readonly Step[], start: Point, before: readonly Step[]): Point {
  const isNew = ({ point }: Step): boolean =>
    comparePeriods(point.period, start.period) >= 0 && !isFiringAt(before, point.period);
  return judged.find(isNew)?.point ?? start;
}

function firstEndAfter(judged: readonly Step[], period: Period): Point | undefined {
  return judged.find(({ point, start }) => !start && comparePeriods(point.period, period) > 0)
    ?.point;
}

/** Whether the rule fires at a period: after the last value up to it. */
function isFiringAt(steps: readonly Step[], period: Period): boolean {
  const step = steps.findLast(({ point }) => comparePeriods(point.period, period) <= 0);
  return step !== undefined && step.start !== null;
}

function judgeNewPeriods(steps: readonly Step[], before: Stand): Verdict {
  const findings: Finding[] = [];
  let stand = before;
  for (const { point, start } of steps) {
    const crossed = start !== null && !stand.firing;
    if (crossed) findings.push(finding(point, 'crossed', true, point.period));
    if (!start && stand.firing) findings.push(finding(point, 'cleared', false, stand.since));
    stand = standOf(start, crossed ? mark(stand.marks, point, false) : stand.marks);
  }
  return { stand, findings };
}

/** A firing whose period was taken back goes on from its new start, and as silently as it began. */
function goOn(marks: readonly Mark[], start: Point, before: RuleState): readonly Mark[] {
  const silent = heardMarks(before).length === 0;
  const isMarked = marks.some(
    (known) => (silent || !known.silent) && comparePeriods(known.period, start.period) >= 0,
  );
  return isMarked ? marks : mark(marks, start, silent);
}

/** The marks of the present firing that somebody was told of, earliest first. */
function heardMarks({ marks, since }: RuleState): Mark[] {
  return marks
    .filter(({ period, silent }) => !silent && since !== null && comparePeriods(period, since) >= 0)
    .sort((a, b) => comparePeriods(a.period, b.period));
}

function mark(marks: readonly Mark[], start: Point, silent: boolean): readonly Mark[] {
  const others = marks.filter(({ period }) => period !== start.period);
  return remember(others, markOf(start, silent));
}

function markOf({ period, value }: Point, silent: boolean): Mark {
  return { period, value, silent };
}

function finding(
  { period, value }: Point,
  reason: Finding['reason'],
  firing: boolean,
  since: Period | null,
): Finding {
  return { reason, period, value, firing, since };
}

function standOf(start: Point | null, marks: readonly Mark[]): Stand {
  return { firing: start !== null, since: start?.period ?? null, marks, anchor: null };
}

function unsaid({ firing, since, marks, anchor }: Stand): Verdict {
  return { stand: { firing, since, marks, anchor }, findings: [] };
}
