import type { Condition } from '../rule.ts';
import { judgeChange } from './change.ts';
import type { Judge } from './judgement.ts';
import { judgeLevel } from './level.ts';
import { judgeRecord } from './record.ts';

/**
 * Judges a rule by its kind. What was remembered of another series says nothing of this one; and a bloc with another member is
 * another series, whose step is no change in trade.
 */
export const judge: Judge = (rule, state, points, knownAt) => {
  const composition = points.at(-1)?.composition ?? null;
  const isOfSeries =
    state?.metric === rule.metric &&
    state.ruleVersion >= rule.inForceSince &&
    state.frequency === rule.frequency &&
    (points.length === 0 || state.composition === composition);
  const memory = isOfSeries ? state : undefined;
  const judgement = judgeOf(rule.fires)(rule, memory, points, knownAt);
  if (points.length === 0) return judgement;
  return { ...judgement, state: { ...judgement.state, composition } };
};

function judgeOf(condition: Condition): Judge {
  if ('record' in condition) return judgeRecord;
  if ('changesBy' in condition) return judgeChange;
  return judgeLevel;
}
