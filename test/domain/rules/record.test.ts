import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom } from '../../support/observations.ts';
import {
  anyRevision,
  anySeriesInSteps,
  judgedFrom,
  judgedInSteps,
  judgedOn,
  ruleOf,
} from '../../support/rules.ts';

function record(side: 'high' | 'low', years: number, frequency: 'M' | 'A' = 'A', version = 1) {
  return ruleOf({ metric: 'balance', frequency, fires: { record: side, years } }, version);
}

const highest = record('high', 2);

function from2018(...values: (number | undefined)[]) {
  return amountsFrom('2018', values);
}

describe('a record', () => {
  it('is strictly beyond every period of its window', () => {
    const judged = judgedFrom(highest, from2018(5, 4));
    expect(judged.sees(from2018(5, 4, 5))).toEqual([]);
    expect(judged.sees(from2018(5, 4, 5, 6))).toEqual(['crossed 2021 at 6, firing, since 2021']);
    const lowest = judgedFrom(record('low', 2), from2018(5, 6));
    expect(lowest.sees(from2018(5, 6, 5, 4))).toEqual(['crossed 2021 at 4, firing, since 2021']);
  });

  it('looks no further back than its window', () => {
    const judged = judgedFrom(highest, from2018(9, 4, 3));
    expect(judged.sees(from2018(9, 4, 3, 5))).toEqual(['crossed 2021 at 5, firing, since 2021']);
  });

  it('is not claimed over a gap, nor over a history that begins later', () => {
    const judged = judgedFrom(highest, from2018(1));
    expect(judged.sees(from2018(1, 2))).toEqual([]);
    expect(judged.sees(from2018(1, 2, undefined, 3, 4))).toEqual([]);
    expect(judged.sees(from2018(1, 2, undefined, 3, 4, 5))).toEqual([
      'crossed 2023 at 5, firing, since 2023',
    ]);
  });

  it('takes all twelve months of each year', () => {
    const months = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const judged = judgedFrom(record('high', 1, 'M'), amountsFrom('2024-01', months));
    expect(judged.sees(amountsFrom('2024-01', [...months, 2]))).toEqual([]);
    expect(judged.sees(amountsFrom('2024-01', [...months, 2, 3]))).toEqual([
      'crossed 2025-02 at 3, firing, since 2025-02',
    ]);
  });

  it('is told once for each of several periods that arrive at once', () => {
    const judged = judgedFrom(highest, from2018(1, 2));
    expect(judged.sees(from2018(1, 2, 3, 4, 3))).toEqual([
      'crossed 2020 at 3, firing, since 2020',
      'crossed 2021 at 4, firing, since 2021',
    ]);
    expect(judged.sees(from2018(1, 2, 3, 4, 3))).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: false, since: null, through: '2022' });
  });

  it('at first sight sets the state and is not told, nor is its being taken back', () => {
    const judged = judgedFrom(highest, from2018(1, 2, 3));
    expect(judged.findings()).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: true, since: '2020' });
    expect(judged.sees(from2018(1, 2, 2))).toEqual([]);
  });
});

describe('a record and revisions', () => {
  it('is taken back when it is restated, or a period of its window is', () => {
    const own = judgedFrom(highest, from2018(1, 2));
    own.sees(from2018(1, 2, 3));
    expect(own.sees(from2018(1, 2, 2))).toEqual(['retracted 2020 at 2, not firing, since 2020']);
    const others = judgedFrom(highest, from2018(1, 2));
    others.sees(from2018(1, 2, 3));
    expect(others.sees(from2018(1, 4, 3))).toEqual(['retracted 2020 at 3, not firing, since 2020']);
  });

  it('is taken back while a later one stands', () => {
    const judged = judgedFrom(highest, from2018(1, 2));
    judged.sees(from2018(1, 2, 3, 4));
    expect(judged.sees(from2018(1, 2, 1, 4))).toEqual(['retracted 2020 at 1, firing, since 2020']);
  });

  it('is crossed on revision for the newest judged period and for no older one', () => {
    const newest = judgedFrom(highest, from2018(1, 2, 2));
    expect(newest.sees(from2018(1, 2, 3))).toEqual([
      'crossed-on-revision 2020 at 3, firing, since 2020',
    ]);
    const older = judgedFrom(highest, from2018(1, 2, 2, 2));
    expect(older.sees(from2018(1, 2, 3, 2))).toEqual([]);
  });

  it('is a late fill where a missing period completes the window of the newest', () => {
    const judged = judgedFrom(highest, from2018(1, undefined, 3));
    expect(judged.sees(from2018(1, 2, 3))).toEqual(['late-fill 2020 at 3, firing, since 2020']);
  });
});

describe('a record whose rule is edited', () => {
  it('is told at once where the new window makes or unmakes it', () => {
    const judged = judgedFrom(record('high', 3), from2018(9, 1, 2, 3));
    const known = from2018(9, 1, 2, 3);
    expect(judged.sees(known, record('high', 2, 'A', 2))).toEqual([
      'rule-changed 2021 at 3, firing, since 2021',
    ]);
    expect(judged.sees(known, record('high', 3, 'A', 3))).toEqual([
      'rule-changed 2021 at 3, not firing, since 2021',
    ]);
  });

  it('is not told where it stays, and can still be taken back', () => {
    const judged = judgedFrom(highest, from2018(1, 2));
    judged.sees(from2018(1, 2, 3));
    expect(judged.sees(from2018(1, 2, 3), record('high', 1, 'A', 2))).toEqual([]);
    expect(judged.sees(from2018(1, 2, 1))).toEqual(['retracted 2020 at 1, not firing, since 2020']);
  });

  it('does not make a record known that was only seen at the baseline', () => {
    const judged = judgedFrom(highest, from2018(1, 2, 3));
    expect(judged.sees(from2018(1, 2, 3), record('high', 1, 'A', 2))).toEqual([]);
    expect(judged.sees(from2018(1, 2, 1))).toEqual([]);
  });
});

describe('every record', () => {
  const anyRule = fc.constantFrom(record('high', 1, 'M'), record('low', 1, 'M'));

  it('is told the same in one step as month by month', () => {
    assertLaw(
      fc.property(anyRule, anySeriesInSteps, (rule, { points, cuts: [first = 1, ...cuts] }) => {
        const atOnce = judgedInSteps(rule, points, [first]);
        expect(judgedInSteps(rule, points, [first, ...cuts])).toEqual(atOnce);
      }),
    );
  });

  it('finds nothing when the same knowledge is judged again', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, (rule, { before, after }) => {
        const [, , once, again] = judgedOn(rule, before.slice(0, 1), before, after, after);
        expect(again).toEqual({ state: once?.state, findings: [] });
      }),
    );
  });
});
