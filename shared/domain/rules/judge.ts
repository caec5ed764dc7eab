import type { Condition } from '../rule.ts';
import { judgeChange } from './change.ts';
import type { Judge } from './judgement.ts';
import { judgeLevel } from './level.ts';
import { judgeRecord } from './record.ts';

/** Judges a rule by its kind. */
export const judge: Judge = (rule, ...rest) => judgeOf(rule.fires)(rule, ...rest);

function judgeOf(condition: Condition): Judge {
  if ('record' in condition) return judgeRecord;
  if ('changesBy' in condition) return judgeChange;
  return judgeLevel;
}
