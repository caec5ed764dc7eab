import type { Instant } from '../observation.ts';
import { comparePeriods, type Period } from '../period.ts';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Judge,
  type Judgement,
  type Mark,
  type Point,
  type RuleState,
  remember,
  revisionReason,
  unjudged,
} from './judgement.ts';

/** A point with the rule's condition after it; `start` is the first point of the firing it belongs to. */
interface Step {
  readonly point: Point;
  readonly firing: boolean;
  readonly start: Point | null;
}

/**
 * Above or below a line, with a second line for clearing, so that a value dancing on the line sends one mail.
 * The condition after a period depends on the values up to it and on nothing else: two runs over the same values agree.
 */
export const judgeLevel: Judge = (rule, state, points, knownAt) => {
  const steps = walk(rule, points);
  const last = steps.at(-1);
  if (!last) return { state: state ?? unjudged(rule, knownAt), findings: [] };
  if (!state?.through) return baseline(rule, last, knownAt);
  if (state.ruleVersion !== rule.version) return changedRule(rule, state, steps, last, knownAt);

  const revised = judgeRevisions(rule, state, steps);
  const fresh = judgeNewPeriods(steps, state.through, revised.marks);
  return {
    state: settle(rule, last, knownAt, fresh.marks),
    findings: [...revised.findings, ...fresh.findings],
  };
};

/** The periods at which a level is passed, the line for clearing taken into account. */
export function firingPeriods(rule: Rule, points: readonly Point[]): Period[] {
  return walk(rule, points).flatMap(({ point, firing }) => (firing ? [point.period] : []));
}

function walk(rule: Rule, points: readonly Point[]): Step[] {
  const steps: Step[] = [];
  let start: Point | null = null;
  for (const point of points) {
    if (start === null && fires(rule, point)) start = point;
    else if (start !== null && clears(rule, point)) start = null;
    steps.push({ point, firing: start !== null, start });
  }
  return steps;
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

function baseline(rule: Rule, last: Step, knownAt: Instant | null): Judgement {
  const marks = last.start ? [markOf(last.start, true)] : [];
  return { state: settle(rule, last, knownAt, marks), findings: [] };
}

/** A moved line is judged at once against the last value. What was told and holds can still be taken back. */
function changedRule(
  rule: Rule,
  state: RuleState,
  steps: readonly Step[],
  last: Step,
  knownAt: Instant | null,
): Judgement {
  const holding = state.marks.filter((mark) => stepAt(steps, mark.period)?.firing);
  if (last.firing === state.firing) {
    const marks = last.start ? goOn(holding, last.start, isSilent(state)) : holding;
    return { state: settle(rule, last, knownAt, marks), findings: [] };
  }
  const since = last.start?.period ?? state.since;
  return {
    state: settle(rule, last, knownAt, last.start ? announce(holding, last.start) : holding),
    findings: [finding(last, 'rule-changed', last.firing, since)],
  };
}

/** What today's figures say about the periods that had been judged before. */
function judgeRevisions(
  rule: Rule,
  state: RuleState,
  steps: readonly Step[],
): { marks: readonly Mark[]; findings: readonly Finding[] } {
  const judged = steps.filter((step) => isJudged(step.point.period, state.through));
  const standing = judged.at(-1);
  if (!standing) return { marks: state.marks, findings: [] };

  const taken = state.marks.filter((mark) => stepAt(judged, mark.period)?.firing === false);
  const marks = state.marks.filter((mark) => !taken.includes(mark));
  const findings = taken.flatMap((mark) => {
    const step = stepAt(judged, mark.period);
    if (!step || mark.silent) return [];
    const reason = revisionReason([step.point], 'retracted');
    return [finding(step, reason, standing.firing, mark.period)];
  });
  if (standing.start && state.firing) {
    return { marks: goOn(marks, standing.start, isSilent(state)), findings };
  }
  if (standing.start) {
    const cause = causeOfFiring(rule, judged, standing.start, marks);
    const reason = revisionReason([cause.point], 'crossed-on-revision');
    findings.push(finding(cause, reason, true, standing.start.period));
    return { marks: announce(marks, standing.start), findings };
  }
  if (state.firing && !startWasTaken(state, taken)) {
    const end = firstClearAfter(judged, state.since) ?? standing;
    findings.push(finding(end, revisionReason([end.point], 'retracted'), false, state.since));
  }
  return { marks, findings };
}

/** Whether the end of a firing is told by its start's being taken back, or not to be told as nobody had heard of it. */
function startWasTaken(state: RuleState, taken: readonly Mark[]): boolean {
  const present = presentMarks(state);
  const lost = present.filter((mark) => taken.includes(mark));
  return lost.some(({ silent }) => !silent) || (lost.length > 0 && lost.length === present.length);
}

/**
 * The period that makes the rule fire on a revision: the start, or, where the start had fired all along, the restated period
 * that had ended it. Of several restated ones that is taken to be the one that is nearest to clearing.
 */
function causeOfFiring(
  rule: Rule,
  judged: readonly Step[],
  start: Point,
  marks: readonly Mark[],
): Step {
  const isNew = start.newPrint !== 'none' && marks.every(({ period }) => period !== start.period);
  const [first, ...later] = judged.filter(({ point }) =>
    isNew
      ? point === start
      : point.newPrint !== 'none' && comparePeriods(point.period, start.period) > 0,
  );
  const initial = first ?? { point: start, firing: true, start };
  return later.reduce((nearest, step) => (isNearer(rule, step, nearest) ? step : nearest), initial);
}

function isNearer(rule: Rule, { point }: Step, than: Step): boolean {
  const { value } = than.point;
  return 'above' in rule.fires ? point.value.lt(value) : point.value.gt(value);
}

/** A firing that is told from now on: so is its being taken back. */
function announce(marks: readonly Mark[], start: Point): readonly Mark[] {
  const others = marks.filter(({ period }) => period !== start.period);
  return remember(others, markOf(start, false));
}

/** A firing whose start was taken back goes on from its new start, and as silently as it began. */
function goOn(marks: readonly Mark[], start: Point, silent: boolean): readonly Mark[] {
  const isMarked = marks.some(({ period }) => comparePeriods(period, start.period) >= 0);
  return isMarked ? marks : remember(marks, markOf(start, silent));
}

function isSilent(state: RuleState): boolean {
  const present = presentMarks(state);
  return present.length > 0 && present.every(({ silent }) => silent);
}

/** The marks of the firing that went on when the state was reached. */
function presentMarks({ marks, since }: RuleState): Mark[] {
  return marks.filter(({ period }) => since !== null && comparePeriods(period, since) >= 0);
}

function judgeNewPeriods(
  steps: readonly Step[],
  through: Period | null,
  known: readonly Mark[],
): { marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  let marks = known;
  steps.forEach((step, index) => {
    if (isJudged(step.point.period, through)) return;
    const before = steps[index - 1];
    if (step.firing === (before?.firing ?? false)) return;
    if (step.firing) marks = announce(marks, step.point);
    findings.push(
      step.firing
        ? finding(step, 'crossed', true, step.point.period)
        : finding(step, 'cleared', false, before?.start?.period ?? null),
    );
  });
  return { marks, findings };
}

/** The period that ended a firing which used to go on. */
function firstClearAfter(judged: readonly Step[], since: Period | null): Step | undefined {
  return judged.find(
    (step, index) =>
      !step.firing &&
      judged[index - 1]?.firing === true &&
      since !== null &&
      comparePeriods(step.point.period, since) > 0,
  );
}

function stepAt(steps: readonly Step[], period: Period): Step | undefined {
  return steps.find(({ point }) => point.period === period);
}

function finding(
  { point }: Step,
  reason: Finding['reason'],
  firing: boolean,
  since: Period | null,
): Finding {
  return { reason, period: point.period, value: point.value, firing, since };
}

function markOf({ period, value }: Point, silent: boolean): Mark {
  return { period, value, silent };
}

function settle(
  rule: Rule,
  last: Step,
  knownAt: Instant | null,
  marks: readonly Mark[],
): RuleState {
  return {
    ...unjudged(rule, knownAt),
    firing: last.firing,
    since: last.start?.period ?? null,
    through: last.point.period,
    marks,
  };
}
