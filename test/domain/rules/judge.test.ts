import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/observation.ts';
import { period, shift } from '../../../shared/domain/period.ts';
import { judge, judgeEdit } from '../../../shared/domain/rules/judge.ts';
import { amountsFrom } from '../../support/observations.ts';
import { judgedFrom, ruleOf } from '../../support/rules.ts';

function from2025(...values: number[]) {
  return amountsFrom('2025-01', values);
}

it.each([
  ['another metric', { metric: 'cover-ratio' }],
  ['the other side of a line', { fires: { below: 13 } }],
  ['a change', { fires: { changesBy: 1 } }],
  ['a record', { fires: { record: 'high', years: 1 } }],
])('begins anew, without a word, when a rule is moved to %s', (_, edit) => {
  const judged = judgedFrom(ruleOf(), from2025(5, 12));
  expect(judged.sees(from2025(5, 12), ruleOf(edit, 2))).toEqual([]);
  expect(judged.state()).toMatchObject({ ruleVersion: 2, through: '2025-02' });
});

it('tells of a line that was moved across the value of the same series', () => {
  const judged = judgedFrom(ruleOf(), from2025(12));
  expect(judged.sees(from2025(12), ruleOf({ fires: { above: 20 } }, 2))).toEqual([
    'rule-changed 2025-01 at 12, not firing, since 2025-01',
  ]);
});

it('tells news and revisions as such where nothing but the words of the rule changed', () => {
  const judged = judgedFrom(ruleOf(), from2025(5, 12, 5));
  const reworded = ruleOf({ note: 'Reworded.', severity: 'critical' }, 2);
  expect(judged.sees(from2025(5, 12, 11, 5, 12), reworded)).toEqual([
    'crossed-on-revision 2025-03 at 11, firing, since 2025-02',
    'cleared 2025-04 at 5, not firing, since 2025-02',
    'crossed 2025-05 at 12, firing, since 2025-05',
  ]);
});

it('begins anew, without a word, when a rule is brought back after it had been retired', () => {
  const judged = judgedFrom(ruleOf(), from2025(5)).knows(from2025(5, 12, 5, 12));
  const back = { ...ruleOf({}, 3), inForceSince: 3 };
  expect(judged.sees(from2025(5, 12, 5, 12), back)).toEqual([]);
  expect(judged.state()).toMatchObject({ firing: true, since: '2025-04', ruleVersion: 3 });
  expect(judged.sees(from2025(5, 12, 5, 5))).toEqual([]);
});

it('leaves the state alone where a newer version of the rule has reached it', () => {
  const judged = judgedFrom(ruleOf({ fires: { above: 20 } }, 2), from2025(12));
  const before = judged.state();
  expect(judged.sees(from2025(12, 25), ruleOf({}, 1))).toEqual([]);
  expect(judged.state()).toBe(before);
});

it('keeps the newest period that it judged, though its value is withdrawn', () => {
  const judged = judgedFrom(ruleOf(), from2025(5, 5));
  judged.sees(from2025(5, 5, 12));
  judged.sees(from2025(5, 5));
  expect(judged.state().through).toBe('2025-03');
  expect(judged.sees(from2025(5, 5, 12))).toEqual([
    'late-fill 2025-03 at 12, firing, since 2025-03',
  ]);
});

describe('of a bloc', () => {
  const at = instant('2026-08-04T12:30:00Z');
  const summedOver = (composition: string, ...values: number[]) =>
    values.map((value, index) => ({
      ...{ period: shift(period('2025-01'), index), value: new Big(value) },
      composition,
    }));
  const eleven = summedOver('CPTPP as of 2023-07-12', 5);
  const { state } = judge(ruleOf(), undefined, { before: [], now: eleven }, at);

  it('another member makes another series, which begins anew without a word: its step is no change in trade', () => {
    const series = { before: eleven, now: summedOver('CPTPP as of 2024-12-15', 5, 12) };
    const another = judge(ruleOf(), state, series, at);
    expect(another.findings).toEqual([]);
    expect(another.state).toMatchObject({ firing: true, composition: 'CPTPP as of 2024-12-15' });
  });

  it('the same members make the same series', () => {
    const series = { before: eleven, now: summedOver('CPTPP as of 2023-07-12', 5, 12) };
    expect(judge(ruleOf(), state, series, at).findings).toHaveLength(1);
  });

  it('what is remembered is kept while nothing is known of it', () => {
    expect(judge(ruleOf(), state, { before: eleven, now: [] }, at).state).toEqual(state);
  });

  it('an edit of a rule says nothing where the members are others than before', () => {
    const series = { before: eleven, now: summedOver('CPTPP as of 2024-12-15', 5, 12) };
    const edited = ruleOf({ fires: { above: 4 } }, 2);
    const unjudged = judgeEdit(edited, state, series.now, at);
    expect(unjudged).toEqual({ state, findings: [] });
    expect(judge(edited, state, series, at).findings).toEqual([]);
  });
});
