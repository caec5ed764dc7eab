import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom } from '../../support/observations.ts';
import {
  anySeries,
  anySeriesInSteps,
  judgedFrom,
  judgedInSteps,
  ruleOf,
} from '../../support/rules.ts';

/** Fires above 10 and clears below 9. */
const rule = ruleOf({ clears: 9 });

function from2025(...values: (number | undefined)[]) {
  return amountsFrom('2025-01', values);
}

const anyRule = fc.constantFrom(
  ruleOf(),
  ruleOf({ clears: 8 }),
  ruleOf({ fires: { below: 8 } }),
  ruleOf({ fires: { below: 8 }, clears: 10 }),
);

describe('a level at first sight', () => {
  it('takes the series as it stands and tells nothing', () => {
    const judged = judgedFrom(rule, from2025(8, 11, 12));
    expect(judged.findings()).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: true, since: '2025-02', through: '2025-03' });
  });

  it('waits for a series without a value: the first one is the baseline', () => {
    const judged = judgedFrom(rule, {});
    expect(judged.state()).toMatchObject({ firing: false, through: null });
    expect(judged.sees(from2025(11))).toEqual([]);
    expect(judged.sees(from2025(11, 8))).toEqual([
      'cleared 2025-02 at 8, not firing, since 2025-01',
    ]);
  });

  it('remembers the value of the period in which the firing began', () => {
    const { marks } = judgedFrom(rule, from2025(8, 11, 9.5)).state();
    expect(marks.map(({ period, value, silent }) => [period, Number(value), silent])).toEqual([
      ['2025-02', 11, true],
    ]);
  });
});

describe('a level and new periods', () => {
  it('crosses and clears once each, however the value dances between the two thresholds', () => {
    const values = [8, 10.5, 9.8, 10.2, 9.4, 10.1, 9, 8.9, 9.9, 9.2];
    const judged = judgedFrom(rule, from2025(...values.slice(0, 1)));
    const told = values
      .slice(1)
      .flatMap((_, index) => judged.sees(from2025(...values.slice(0, index + 2))));
    expect(told).toEqual([
      'crossed 2025-02 at 10.5, firing, since 2025-02',
      'cleared 2025-08 at 8.9, not firing, since 2025-02',
    ]);
  });

  it('needs the threshold to be passed, not reached, on both sides', () => {
    const judged = judgedFrom(rule, from2025(8));
    expect(judged.sees(from2025(8, 10))).toEqual([]);
    expect(judged.sees(from2025(8, 10, 11, 9))).toHaveLength(1);
    expect(judged.state().firing).toBe(true);
  });

  it('without a clearing threshold clears where it would not fire', () => {
    const judged = judgedFrom(ruleOf(), from2025(11));
    expect(judged.sees(from2025(11, 10))).toEqual([
      'cleared 2025-02 at 10, not firing, since 2025-01',
    ]);
  });

  it('below a line mirrors above it', () => {
    const judged = judgedFrom(ruleOf({ fires: { below: -60 }, clears: -58 }), from2025(-50));
    expect(judged.sees(from2025(-50, -60, -61, -58, -57.9))).toEqual([
      'crossed 2025-03 at -61, firing, since 2025-03',
      'cleared 2025-05 at -57.9, not firing, since 2025-03',
    ]);
  });

  it('tells each transition of several months that arrive at once', () => {
    const judged = judgedFrom(rule, from2025(8));
    expect(judged.sees(from2025(8, 11, 8, 12))).toEqual([
      'crossed 2025-02 at 11, firing, since 2025-02',
      'cleared 2025-03 at 8, not firing, since 2025-02',
      'crossed 2025-04 at 12, firing, since 2025-04',
    ]);
  });

  it('keeps its state through missing periods', () => {
    const judged = judgedFrom(rule, from2025(8));
    judged.sees(from2025(8, 11));
    expect(judged.sees(from2025(8, 11, undefined, undefined, 9.5))).toEqual([]);
    expect(judged.sees(from2025(8, 11, undefined, undefined, 9.5, 8))).toEqual([
      'cleared 2025-06 at 8, not firing, since 2025-02',
    ]);
  });
});

describe('a level whose rule is edited', () => {
  it('fires at once when the line moves below the value, and clears when it moves above', () => {
    const judged = judgedFrom(ruleOf({ fires: { above: 12 } }), from2025(8, 11));
    expect(judged.sees(from2025(8, 11), ruleOf({}, 2))).toEqual([
      'rule-changed 2025-02 at 11, firing, since 2025-02',
    ]);
    expect(judged.sees(from2025(8, 11), ruleOf({ fires: { above: 12 } }, 3))).toEqual([
      'rule-changed 2025-02 at 11, not firing, since 2025-02',
    ]);
  });

  it('tells nothing when the line does not move across the value', () => {
    const judged = judgedFrom(rule, from2025(8, 11));
    expect(judged.sees(from2025(8, 11), ruleOf({ fires: { above: 9 } }, 2))).toEqual([]);
    expect(judged.state()).toMatchObject({ ruleVersion: 2, fires: { above: 9 }, firing: true });
  });

  it('still takes back what was told before the edit, where the new line had it, too', () => {
    const judged = judgedFrom(rule, from2025(8));
    judged.sees(from2025(8, 11, 8, 10.4, 8));
    judged.sees(from2025(8, 11, 8, 10.4, 8), ruleOf({ fires: { above: 10.5 }, clears: 9 }, 2));
    const restated = from2025(8, 9, 8, 7, 8);
    expect(judged.sees(restated)).toEqual(['retracted 2025-02 at 9, not firing, since 2025-02']);
  });

  it('does not make a firing known that was only seen at the baseline', () => {
    const judged = judgedFrom(rule, from2025(11));
    judged.sees(from2025(11), ruleOf({ clears: 9, note: 'Reworded.' }, 2));
    expect(judged.sees(from2025(8))).toEqual([]);
    const later = judgedFrom(rule, from2025(11, 13));
    expect(later.sees(from2025(11, 13), ruleOf({ fires: { above: 12 } }, 2))).toEqual([]);
    expect(later.sees(from2025(11, 11))).toEqual([]);
  });

  it('takes back on a revision what the edit itself had made known', () => {
    const judged = judgedFrom(ruleOf({ fires: { above: 12 } }), from2025(8, 11, 11));
    judged.sees(from2025(8, 11, 11), ruleOf({}, 2));
    expect(judged.sees(from2025(8, 9, 11))).toEqual([
      'retracted 2025-02 at 9, firing, since 2025-02',
    ]);
  });
});

describe('every level', () => {
  it('has a state that depends on the values up to a period and on nothing else', () => {
    assertLaw(
      fc.property(anyRule, anySeriesInSteps, (of, { points, cuts }) => {
        const { firing, since } = judgedInSteps(of, points, []).state ?? {};
        expect(judgedInSteps(of, points, cuts).state).toMatchObject({ firing, since });
      }),
    );
  });

  it('tells the same in one step as month by month', () => {
    assertLaw(
      fc.property(anyRule, anySeriesInSteps, (of, { points, cuts: [first = 1, ...cuts] }) => {
        const atOnce = judgedInSteps(of, points, [first]);
        expect(judgedInSteps(of, points, [first, ...cuts])).toEqual(atOnce);
      }),
    );
  });

  it('crosses and clears in turn', () => {
    assertLaw(
      fc.property(anyRule, anySeries, (of, points) => {
        const { findings } = judgedInSteps(of, points, [1]);
        const start = judgedInSteps(of, points.slice(0, 1), []).state?.firing;
        findings.forEach(({ reason }, index) => {
          expect(reason).toBe(start === (index % 2 === 0) ? 'cleared' : 'crossed');
        });
      }),
    );
  });
});
