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

/** A point with the rule's condition after it; `since` is the first period of the firing it belongs to. */
interface Step {
  readonly point: Point;
  readonly firing: boolean;
  readonly since: Period | null;
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
  if (state.ruleVersion !== rule.version) return changedRule(rule, state, last, knownAt);

  const revised = judgeRevisions(state, steps);
  const fresh = judgeNewPeriods(steps, state.through, revised.marks);
  return {
    state: settle(rule, last, knownAt, fresh.marks),
    findings: [...revised.findings, ...fresh.findings],
  };
};

function walk(rule: Rule, points: readonly Point[]): Step[] {
  const steps: Step[] = [];
  let since: Period | null = null;
  for (const point of points) {
    if (since === null && fires(rule, point)) since = point.period;
    else if (since !== null && clears(rule, point)) since = null;
    steps.push({ point, firing: since !== null, since });
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
  const marks: Mark[] = last.since
    ? [{ period: last.since, value: last.point.value, silent: true }]
    : [];
  return { state: settle(rule, last, knownAt, marks), findings: [] };
}

/** A moved line is judged at once against the last value. */
function changedRule(rule: Rule, state: RuleState, last: Step, knownAt: Instant | null): Judgement {
  const { period, value } = last.point;
  const marks = last.firing
    ? remember([], { period: last.since ?? period, value, silent: false })
    : [];
  const told: Finding = {
    reason: 'rule-changed',
    period,
    value,
    firing: last.firing,
    since: last.firing ? last.since : state.since,
  };
  return {
    state: settle(rule, last, knownAt, marks),
    findings: last.firing === state.firing ? [] : [told],
  };
}

/** What today's figures say about the periods that had been judged before. */
function judgeRevisions(
  state: RuleState,
  steps: readonly Step[],
): { marks: readonly Mark[]; findings: Finding[] } {
  const judged = steps.filter((step) => isJudged(step.point.period, state.through));
  const standing = judged.at(-1);
  if (!standing) return { marks: state.marks, findings: [] };

  const findings: Finding[] = [];
  const marks: Mark[] = [];
  for (const mark of state.marks) {
    const step = judged.find(({ point }) => point.period === mark.period);
    if (!step || step.firing) marks.push(mark);
    else if (!mark.silent) {
      const reason = revisionReason(step.point, 'retracted');
      findings.push(finding(step, reason, standing.firing, mark.period));
    }
  }
  if (state.firing && standing.firing)
    return { marks: withStart(marks, standing, judged), findings };
  if (!state.firing && !standing.firing) return { marks, findings };

  if (standing.firing) {
    const start = judged.find(({ point }) => point.period === standing.since) ?? standing;
    const reason = revisionReason(start.point, 'crossed-on-revision');
    findings.push(finding(start, reason, true, standing.since));
    return {
      marks: remember(marks, {
        period: start.point.period,
        value: start.point.value,
        silent: false,
      }),
      findings,
    };
  }
  const lost = marks.length < state.marks.length;
  if (lost) return { marks, findings };
  const end = firstClearAfter(judged, state.since) ?? standing;
  findings.push(finding(end, revisionReason(end.point, 'retracted'), false, state.since));
  return { marks, findings };
}

/** A firing whose announced start was taken back goes on from its new start. */
function withStart(
  marks: readonly Mark[],
  standing: Step,
  judged: readonly Step[],
): readonly Mark[] {
  const start = judged.find(({ point }) => point.period === standing.since);
  const known = marks.some(({ period }) => period === standing.since);
  if (!start || known) return marks;
  const inside = marks.some(({ period }) => comparePeriods(period, start.point.period) > 0);
  return inside ? marks : remember(marks, { ...start.point, silent: false });
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
    const { period, value } = step.point;
    if (step.firing) marks = remember(marks, { period, value, silent: false });
    findings.push(
      step.firing
        ? finding(step, 'crossed', true, period)
        : finding(step, 'cleared', false, before?.since ?? null),
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

function finding(
  { point }: Step,
  reason: Finding['reason'],
  firing: boolean,
  since: Period | null,
): Finding {
  return { reason, period: point.period, value: point.value, firing, since };
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
    since: last.since,
    through: last.point.period,
    marks,
  };
}
