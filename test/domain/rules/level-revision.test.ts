import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertLaw } from '../../support/law.ts';
import { type Amounts, amountsFrom } from '../../support/observations.ts';
import {
  anyRevision,
  type Judged,
  judgedFrom,
  judgedOn,
  nextPoint,
  ruleOf,
} from '../../support/rules.ts';

/** Fires above 10 and clears below 9. */
const rule = ruleOf({ clears: 9 });

type Values = readonly (number | undefined)[];

function from2025(values: Values): Amounts {
  return amountsFrom('2025-01', values);
}

/** A rule that saw the first value as its baseline and the others as news. */
function told(...values: Values): Judged {
  const judged = judgedFrom(rule, from2025(values.slice(0, 1)));
  judged.sees(from2025(values));
  return judged;
}

describe('a restated period', () => {
  it('that makes the rule fire is told as crossed on revision', () => {
    expect(told(8, 9.5, 9.7).sees(from2025([8, 10.5, 9.7]))).toEqual([
      'crossed-on-revision 2025-02 at 10.5, firing, since 2025-02',
    ]);
  });

  it('that takes back what had fired is told as retracted', () => {
    expect(told(8, 11).sees(from2025([8, 9.9]))).toEqual([
      'retracted 2025-02 at 9.9, not firing, since 2025-02',
    ]);
  });

  it('is told as retracted when the rule goes on firing from later, and so is that in its turn', () => {
    const judged = told(8, 11, 12, 13);
    expect(judged.sees(from2025([8, 9.9, 12, 13]))).toEqual([
      'retracted 2025-02 at 9.9, firing, since 2025-02',
    ]);
    expect(judged.state()).toMatchObject({ firing: true, since: '2025-03' });
    expect(judged.sees(from2025([8, 9.9, 9.8, 9.7]))).toEqual([
      'retracted 2025-03 at 9.8, not firing, since 2025-03',
    ]);
  });

  it('is told as retracted when the firing had long ended', () => {
    expect(told(8, 11, 8, 7).sees(from2025([8, 9, 8, 7]))).toEqual([
      'retracted 2025-02 at 9, not firing, since 2025-02',
    ]);
  });

  it('is not told where it takes back a firing that was only seen at the baseline', () => {
    const judged = judgedFrom(rule, from2025([8, 11, 12]));
    expect(judged.sees(from2025([8, 9, 12]))).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: true, since: '2025-03' });
    expect(judged.sees(from2025([8, 9, 9]))).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: false, since: null, marks: [] });
  });

  it('is not told where it ends a firing that was only seen at the baseline', () => {
    const judged = judgedFrom(rule, from2025([8, 11, 12]));
    expect(judged.sees(from2025([8, 11, 8.5]))).toEqual([]);
    expect(judged.state()).toMatchObject({ firing: false, since: null });
  });

  it('takes back a firing that was told, though it went over what was seen at the baseline', () => {
    const judged = judgedFrom(rule, from2025([8, 8, 11]));
    judged.sees(from2025([8, 8, 11, 8]));
    expect(judged.sees(from2025([11, 11, 11, 9.5]))).toEqual([
      'crossed-on-revision 2025-01 at 11, firing, since 2025-01',
    ]);
    expect(judged.sees(from2025([8, 11, 11, 9.5]))).toEqual([
      'retracted 2025-01 at 8, firing, since 2025-01',
    ]);
    expect(judged.sees(from2025([8, 8, 8, 9.5]))).toEqual([
      'retracted 2025-02 at 8, not firing, since 2025-02',
    ]);
  });

  it('ends a firing after the period that was told, whatever ends it before that', () => {
    const judged = told(8, 8, 9.5, 11, 11);
    expect(judged.sees(from2025([8, 11, 9.5, 11, 11]))).toEqual([]);
    expect(judged.sees(from2025([8, 11, 8, 11, 8]))).toEqual([
      'retracted 2025-05 at 8, not firing, since 2025-02',
    ]);
  });

  it('names what makes the rule fire, and not a start that had always fired and is restated with it', () => {
    const judged = judgedFrom(rule, from2025([11, 8, 9.5]));
    expect(judged.sees(from2025([11.5, 9.2, 9.1]))).toEqual([
      'crossed-on-revision 2025-02 at 9.2, firing, since 2025-01',
    ]);
  });

  it('ends a firing whose start stands, also when an older one is taken back together with it', () => {
    const judged = told(8, 11, 8, 12, 13);
    expect(judged.sees(from2025([8, 9, 8, 12, 8.5]))).toEqual([
      'retracted 2025-02 at 9, not firing, since 2025-02',
      'retracted 2025-05 at 8.5, not firing, since 2025-04',
    ]);
  });

  it('makes a rule fire again that it had cleared, and is named for it, not the start that stood', () => {
    const judged = told(8, 11, 12, 8.9, 9.5);
    const again = from2025([8, 11.1, 12.1, 9.1, 9.5]);
    expect(judged.sees(again)).toEqual([
      'crossed-on-revision 2025-04 at 9.1, firing, since 2025-02',
    ]);
    expect(judged.sees(from2025([8, 9, 9.9, 9.1, 9.5]))).toEqual([
      'retracted 2025-02 at 9, not firing, since 2025-02',
    ]);
  });

  it('that changes nothing of the condition is not told', () => {
    const judged = told(8, 11, 12);
    expect(judged.sees(from2025([8.5, 10.5, 9.1]))).toEqual([]);
  });

  it('beside a new period leaves crossed and cleared to the new one', () => {
    const judged = told(8, 11);
    expect(judged.sees(from2025([8, 9, 12]))).toEqual([
      'retracted 2025-02 at 9, not firing, since 2025-02',
      'crossed 2025-03 at 12, firing, since 2025-03',
    ]);
  });

  it('is one retraction of November 2025 in the effective tariff rate of the United States on Korea', () => {
    // Calculated duties over imports for consumption, May to November 2025 as printed first, and with the revision that came
    // with December's figures (US Census Bureau, through ETRX, CC BY 4.0); 5.6656 is April's.
    const toOctober = [11.74, 12.09, 12.42, 13.12, 15.28, 14.45];
    const printed = amountsFrom('2025-04', [5.6656, ...toOctober, 13.8945]);
    const revised = amountsFrom('2025-04', [5.6656, ...toOctober, 8.5315, 9.1633]);
    const korea = judgedFrom(
      ruleOf({ pair: 'US-KR', clears: 9 }),
      amountsFrom('2025-04', [5.6656]),
    );
    expect(korea.sees(printed)).toEqual(['crossed 2025-05 at 11.74, firing, since 2025-05']);
    expect(korea.sees(revised)).toEqual(['retracted 2025-11 at 8.5315, not firing, since 2025-05']);
  });
});

describe('a missing period that is filled late', () => {
  it('is told where it makes the rule fire', () => {
    expect(told(8, undefined, 9.5).sees(from2025([8, 11, 9.5]))).toEqual([
      'late-fill 2025-02 at 11, firing, since 2025-02',
    ]);
  });

  it('is told where it ends the firing', () => {
    expect(told(8, 11, undefined, 9.5).sees(from2025([8, 11, 8, 9.5]))).toEqual([
      'late-fill 2025-03 at 8, not firing, since 2025-02',
    ]);
  });

  it('is not told where the state stays', () => {
    expect(told(8, undefined, 11).sees(from2025([8, 12, 11]))).toEqual([]);
    expect(told(8, undefined, 7).sees(from2025([8, 11, 7]))).toEqual([]);
  });
});

describe('every level under revision', () => {
  const anyRule = fc.constantFrom(rule, ruleOf(), ruleOf({ fires: { below: 8 }, clears: 9 }));

  it('comes to the state that the revised values alone would have given', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, (of, { before, after }) => {
        const [, , judged] = judgedOn(of, before.slice(0, 1), before, after);
        const [alone] = judgedOn(of, after);
        const { firing, since, through } = alone?.state ?? {};
        expect(judged?.state).toMatchObject({ firing, since, through });
      }),
    );
  });

  it('finds nothing when the same knowledge is judged again', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, (of, { before, after }) => {
        const [, , once, again] = judgedOn(of, before.slice(0, 1), before, after, after);
        expect(again).toEqual({ state: once?.state, findings: [] });
      }),
    );
  });

  it('tells each period and reason once, and crossed and cleared of new periods only', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, fc.integer({ min: 6, max: 12 }), (of, revision, news) => {
        const { before, after } = revision;
        const next = nextPoint(after, news);
        const judged = judgedOn(of, before.slice(0, 1), before, [...after, next]);
        const findings = judged.at(-1)?.findings ?? [];
        const names = findings.map(({ reason, period }) => `${reason} ${period}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { reason, period } of findings) {
          expect(reason === 'crossed' || reason === 'cleared').toBe(period === next.period);
        }
      }),
    );
  });

  it('says of every finding whether the rule is firing after it', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, (of, { before, after }) => {
        const judged = judgedOn(of, before.slice(0, 1), before, after).at(-1);
        for (const { firing } of judged?.findings ?? []) expect(firing).toBe(judged?.state.firing);
      }),
    );
  });

  it('tells every change of its state that somebody had heard of', () => {
    assertLaw(
      fc.property(anyRule, anyRevision, (of, { before, after }) => {
        const [, old, judged] = judgedOn(of, before.slice(0, 1), before, after);
        if (old?.state.marks.some(({ silent }) => silent)) return;
        if (judged?.state.firing !== old?.state.firing) {
          expect(judged?.findings).not.toEqual([]);
        }
      }),
    );
  });
});
