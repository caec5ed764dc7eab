import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../../shared/domain/rules/judgement.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom } from '../../support/observations.ts';
import {
  anyRevision,
  anySeriesInSteps,
  type Judged,
  judgedFrom,
  judgedInSteps,
  judgedOn,
  ruleOf,
} from '../../support/rules.ts';

/** Fires when the value has moved by 5 since it was last told. */
const rule = changesBy(5);

function changesBy(amount: number, version = 1, note?: string) {
  return ruleOf({ fires: { changesBy: amount }, ...(note ? { note } : {}) }, version);
}

function from2025(...values: (number | undefined)[]) {
  return amountsFrom('2025-01', values);
}

/** What the findings were measured against. */
function against(judged: Judged): (number | undefined)[] {
  return judged.findings().map((found) => found.against?.toNumber());
}

describe('a change', () => {
  it('is not told at first sight, which is what the next move is measured against', () => {
    const judged = judgedFrom(rule, from2025(1, 20));
    expect(judged.findings()).toEqual([]);
    expect(judged.sees(from2025(1, 20, 24))).toEqual([]);
    expect(judged.sees(from2025(1, 20, 24, 25))).toEqual(['crossed 2025-04 at 25, not firing']);
    expect(against(judged)).toEqual([20]);
  });

  it('is seen however slowly the value drifts, up or down', () => {
    const up = judgedFrom(rule, from2025(10));
    expect(up.sees(from2025(10, 11, 12, 13, 14, 15, 16))).toEqual([
      'crossed 2025-06 at 15, not firing',
    ]);
    const down = judgedFrom(rule, from2025(10));
    expect(down.sees(from2025(10, 8, 6, 4))).toEqual(['crossed 2025-04 at 4, not firing']);
  });

  it('is measured against the value that was last told', () => {
    const judged = judgedFrom(rule, from2025(10));
    expect(judged.sees(from2025(10, 16, 12, 11))).toEqual([
      'crossed 2025-02 at 16, not firing',
      'crossed 2025-04 at 11, not firing',
    ]);
    expect(against(judged)).toEqual([10, 16]);
  });

  it('is measured across missing periods', () => {
    const judged = judgedFrom(rule, from2025(10));
    expect(judged.sees(from2025(10, undefined, undefined, 15))).toEqual([
      'crossed 2025-04 at 15, not firing',
    ]);
  });

  it('is measured against nought, too', () => {
    const judged = judgedFrom(rule, from2025(0));
    expect(judged.sees(from2025(0, -5))).toEqual(['crossed 2025-02 at -5, not firing']);
    expect(against(judged)).toEqual([0]);
  });
});

describe('a change and revisions', () => {
  it('is taken back, and what it was measured against stands again', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16));
    expect(judged.sees(from2025(10, 12))).toEqual([
      'retracted 2025-02 at 12, not firing, since 2025-02',
    ]);
    expect(against(judged)).toEqual([10]);
    expect(judged.sees(from2025(10, 12, 15))).toEqual(['crossed 2025-03 at 15, not firing']);
    expect(against(judged)).toEqual([10]);
  });

  it('is told on a revision of the newest judged period', () => {
    const judged = judgedFrom(rule, from2025(10, 12));
    expect(judged.sees(from2025(10, 17))).toEqual([
      'crossed-on-revision 2025-02 at 17, not firing',
    ]);
  });

  it('is a late fill where the newest judged period had lost its value and has one again', () => {
    const judged = judgedFrom(rule, from2025(10, 12));
    expect(judged.sees(from2025(10))).toEqual([]);
    expect(judged.sees(from2025(10, 17))).toEqual(['late-fill 2025-02 at 17, not firing']);
  });

  it('of an older period was overtaken by the newer one, and is not told', () => {
    const judged = judgedFrom(rule, from2025(10, 12, 12));
    expect(judged.sees(from2025(10, 30, 12))).toEqual([]);
  });

  it('that was told is taken back also when a later one was told since', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16, 30));
    expect(judged.sees(from2025(10, 11, 30))).toEqual([
      'retracted 2025-02 at 11, not firing, since 2025-02',
    ]);
    expect(judged.sees(from2025(10, 11, 12))).toEqual([
      'retracted 2025-03 at 12, not firing, since 2025-03',
    ]);
    expect(against(judged)).toEqual([10]);
  });

  it('leaves a newest period that was not restated itself to the next one', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16, 16));
    expect(judged.sees(from2025(10, 11, 16))).toEqual([
      'retracted 2025-02 at 11, not firing, since 2025-02',
    ]);
    expect(judged.sees(from2025(10, 11, 16, 16))).toEqual(['crossed 2025-04 at 16, not firing']);
  });

  it('back to where it came from is taken back together with it', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16, 11));
    expect(judged.sees(from2025(10, 11, 11))).toEqual([
      'retracted 2025-02 at 11, not firing, since 2025-02',
      'retracted 2025-03 at 11, not firing, since 2025-03',
    ]);
  });

  it('of a period that was told twice is taken back once', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 20));
    expect(judged.sees(from2025(10, 2))).toEqual(['crossed-on-revision 2025-02 at 2, not firing']);
    expect(judged.sees(from2025(10, 11))).toEqual([
      'retracted 2025-02 at 11, not firing, since 2025-02',
    ]);
    expect(judged.state().anchor?.toNumber()).toBe(10);
  });
});

describe('a change whose rule is edited', () => {
  it('is told at once where it is one under the new amount', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 13));
    expect(judged.sees(from2025(10, 13), changesBy(3, 2))).toEqual([
      'rule-changed 2025-02 at 13, not firing',
    ]);
    expect(against(judged)).toEqual([10]);
    expect(judged.sees(from2025(10, 13), changesBy(4, 3))).toEqual([]);
  });

  it('goes on from the value that was last told where it is none', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16));
    expect(judged.sees(from2025(10, 16), changesBy(7, 2))).toEqual([]);
    expect(judged.sees(from2025(10, 16, 23))).toEqual(['crossed 2025-03 at 23, not firing']);
    expect(against(judged)).toEqual([16]);
  });

  it('can still be taken back when nothing but the words of the rule changed', () => {
    const judged = judgedFrom(rule, from2025(10));
    judged.sees(from2025(10, 16));
    judged.sees(from2025(10, 16), changesBy(5, 2, 'Reworded.'));
    expect(judged.sees(from2025(10, 11))).toEqual([
      'retracted 2025-02 at 11, not firing, since 2025-02',
    ]);
  });

  it('begins anew at a baseline where it was a level before', () => {
    const judged = judgedFrom(ruleOf(), from2025(8, 9));
    expect(judged.sees(from2025(8, 9), changesBy(5, 2))).toEqual([]);
    expect(judged.sees(from2025(8, 9, 14))).toEqual(['crossed 2025-03 at 14, not firing']);
  });
});

describe('every change', () => {
  const anyRule = fc.constantFrom(changesBy(1), changesBy(2), changesBy(4));

  it('is told the same in one step as month by month', () => {
    assertLaw(
      fc.property(anyRule, anySeriesInSteps, (of, { points, cuts: [first = 1, ...cuts] }) => {
        const atOnce = judgedInSteps(of, points, [first]);
        expect(judgedInSteps(of, points, [first, ...cuts])).toEqual(atOnce);
      }),
    );
  });

  it('leaves the newest value nearer than the amount to the one last told', () => {
    assertLaw(
      fc.property(anyRule, anySeriesInSteps, (of, { points, cuts }) => {
        const { anchor } = judgedInSteps(of, points, cuts).state ?? {};
        const amount = 'changesBy' in of.fires ? of.fires.changesBy : 0;
        expect(
          points
            .at(-1)
            ?.value.minus(anchor ?? 0)
            .abs()
            .lt(amount),
        ).toBe(true);
      }),
    );
  });

  it('finds nothing when the same knowledge is judged again, and tells no period twice as retracted', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, anyRevision, (of, { before, after }, { after: other }) => {
        const restated = restate(after, other);
        const times = [before.slice(0, 1), before, after, restated, restated];
        const [once, again] = judgedOn(of, ...times).slice(3);
        const retracted = once?.findings.filter(({ reason }) => reason === 'retracted') ?? [];
        expect(new Set(retracted.map(({ period }) => period)).size).toBe(retracted.length);
        expect(again).toEqual({ state: once?.state, findings: [] });
      }),
    );
  });
});

/** The points with the values of another series, where it has one at that place. */
function restate(points: readonly Point[], other: readonly Point[]): Point[] {
  return points.map((point, index) => ({ ...point, value: other[index]?.value ?? point.value }));
}
