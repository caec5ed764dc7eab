import type { Condition, Rule } from '../rule.ts';
import { judgeChange } from './change.ts';
import type { Judge, RuleState } from './judgement.ts';
import { judgeLevel } from './level.ts';
import { judgeRecord } from './record.ts';

/** Judges a rule by its kind. What was remembered of another series says nothing of this one. */
export const judge: Judge = (rule, state, points, knownAt) => {
  const memory = state && isOfSeries(state, rule) ? state : undefined;
  return judgeOf(rule.fires)(rule, memory, points, knownAt);
};

function isOfSeries(state: RuleState, rule: Rule): boolean {
  return state.metric === rule.metric && state.frequency === rule.frequency;
}

function judgeOf(condition: Condition): Judge {
  if ('record' in condition) return judgeRecord;
  if ('changesBy' in condition) return judgeChange;
  return judgeLevel;
}
