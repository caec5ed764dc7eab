import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/recompute/decide.ts';
import { instant, type Vintage } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, someVintages, vintagesOf } from '../../support/observations.ts';
import { knowledgeAfter, knowledgeAt, recomputedAt } from '../../support/pair-knowledge.ts';
import { storedRuleOf } from '../../support/rules.ts';

const JANUARY = '2026-01-29T13:30:00Z';
const FEBRUARY = '2026-02-19T13:30:00Z';
const MARCH = '2026-03-19T13:30:00Z';

const trade = vintagesOf({
  exports: amountsFrom('2025-10', [100, 110, 120]),
  imports: amountsFrom('2025-10', [150, 150, 150]),
});
const narrow = storedRuleOf({ id: 'xa-xb-narrow', metric: 'balance', fires: { above: -35 } });
const wide = storedRuleOf({ id: 'xa-xb-wide', metric: 'balance', fires: { below: -45 } });

describe('a recomputation', () => {
  it('gives every metric that has inputs, of every period that is known', () => {
    const { metrics } = decide(knowledgeAt({ vintages: trade }, JANUARY));
    expect([...metrics.keys()]).toEqual(['2025-10', '2025-11', '2025-12']);
    const october: unknown = JSON.parse(metrics.get(period('2025-10')) ?? '');
    expect(october).toMatchObject({
      ...{ vintage: '2026-01-29T13:30:00.000Z', status: 'final' },
      of: { balance: '-50', 'balance-12m': { value: null, reason: 'gap-in-window' } },
    });
  });

  it('leaves out the metrics of which the pair has no input at all', () => {
    const [first] = recomputedAt({ vintages: trade }, JANUARY);
    expect(Object.keys(first?.latest?.metrics ?? {})).toContain('balance');
    expect(Object.keys(first?.latest?.metrics ?? {})).not.toContain('duties');
    for (const text of first?.metrics.values() ?? []) expect(text).not.toContain('tariff');
  });

  it('writes nothing where nothing changed', () => {
    const [, again] = recomputedAt({ vintages: trade, rules: [narrow, wide] }, JANUARY, JANUARY);
    expect(again).toEqual({
      pair: 'XA-XB',
      metrics: new Map(),
      states: new Map(),
      alerts: [],
      latest: undefined,
    });
  });

  it('writes only the periods that changed, and the read model one version on', () => {
    const news = vintagesOf({ imports: { '2025-11': 140 } }, { knownAt: FEBRUARY, print: 2 });
    const [first, second] = recomputedAt({ vintages: [...trade, ...news] }, JANUARY, FEBRUARY);
    expect(first?.latest?.version).toBe(1);
    expect([...(second?.metrics.keys() ?? [])]).toEqual(['2025-11', '2025-12']);
    expect(second?.latest).toMatchObject({ version: 2, knownAt: '2026-02-19T13:30:00.000Z' });
  });

  it('writes every period again that was stored by another formula', () => {
    const knowledge = knowledgeAt({ vintages: trade }, JANUARY);
    const after = knowledgeAfter(knowledge, decide(knowledge), { vintages: trade }, JANUARY);
    const metricTexts = new Map([...after.present.metricTexts.keys()].map((of) => [of, '']));
    const again = decide({ ...after, present: { ...after.present, metricTexts } });
    expect(again.metrics.size).toBe(3);
    expect(again.latest?.version).toBe(2);
  });

  it('takes the first sight of a pair as the baseline of its rules', () => {
    const [first] = recomputedAt({ vintages: trade, rules: [narrow] }, JANUARY);
    expect(first?.alerts).toEqual([]);
    expect(first?.states.get('xa-xb-narrow')).toMatchObject({ firing: true, through: '2025-12' });
  });

  it('takes the first sight of a rule as its baseline, and the others go on', () => {
    const news = vintagesOf(
      { exports: { '2026-01': 90 }, imports: { '2026-01': 150 } },
      { knownAt: FEBRUARY },
    );
    const before = knowledgeAt({ vintages: trade, rules: [wide] }, JANUARY);
    const known = { vintages: [...trade, ...news], rules: [wide, narrow] };
    const { alerts, states } = decide(knowledgeAfter(before, decide(before), known, FEBRUARY));
    expect(alerts.map(({ id }) => id)).toEqual([
      '20260219T133000000Z.XA-XB.xa-xb-wide-v1.2026-01.crossed',
    ]);
    expect([...states.keys()]).toEqual(['xa-xb-wide', 'xa-xb-narrow']);
  });

  it('judges the months or the years of a metric, as the rule says', () => {
    const years = vintagesOf({ exports: { '2024': 10 }, imports: { '2024': 20 } });
    const annual = storedRuleOf({ id: 'xa-xb-annual', metric: 'balance', frequency: 'A' });
    const [first] = recomputedAt({ vintages: [...trade, ...years], rules: [annual] }, JANUARY);
    expect(first?.states.get('xa-xb-annual')).toMatchObject({ through: '2024' });
  });

  it('keeps a state that it cannot judge, and begins one that has seen nothing', () => {
    const duties = storedRuleOf({ id: 'xa-xb-duties', metric: 'duties' });
    const known = { vintages: trade, rules: [duties] };
    const [first, second] = recomputedAt(known, JANUARY, JANUARY);
    expect(first?.states.get('xa-xb-duties')).toMatchObject({ firing: false, through: null });
    expect(second?.states.size).toBe(0);
  });

  it('knows of no pair without observations', () => {
    expect(decide(knowledgeAt({ vintages: [] }, JANUARY)).latest).toBeUndefined();
  });
});

describe('every recomputation', () => {
  const rules = [
    narrow,
    wide,
    storedRuleOf({ id: 'xa-xb-duties', metric: 'duties', fires: { changesBy: 1 } }),
  ];

  it('gives the same output for the same inputs in any order', () => {
    assertLaw(
      fc.property(someVintages, someVintages, (some, others) => {
        const known = { vintages: some, rules };
        const before = knowledgeAt(known, JANUARY);
        const grown = { vintages: [...some, ...restated(others)], rules };
        const forward = knowledgeAfter(before, decide(before), grown, MARCH);
        const { observations, metricTexts, states } = forward.present;
        const backward = {
          ...forward,
          vintages: [...forward.vintages].reverse(),
          present: {
            ...forward.present,
            observations: [...observations].reverse(),
            metricTexts: new Map([...metricTexts].reverse()),
            states: new Map([...states].reverse()),
          },
        };
        expect(decide(backward)).toEqual(decide(forward));
      }),
    );
  });

  it('raises the same alerts in whatever order the rules come', () => {
    assertLaw(
      fc.property(
        someVintages,
        someVintages,
        fc.shuffledSubarray(rules, { minLength: 3 }),
        (some, others, shuffled) => {
          const alertIds = (of: typeof rules) => {
            const before = knowledgeAt({ vintages: some, rules: of }, JANUARY);
            const grown = { vintages: [...some, ...restated(others)], rules: of };
            const { alerts } = decide(knowledgeAfter(before, decide(before), grown, MARCH));
            return alerts.map(({ id }) => id).sort();
          };
          expect(alertIds(shuffled)).toEqual(alertIds(rules));
        },
      ),
    );
  });

  it('finds nothing to write when it is done again', () => {
    assertLaw(
      fc.property(someVintages, someVintages, (some, others) => {
        const known = { vintages: [...some, ...restated(others)], rules };
        const [, , again] = recomputedAt(known, JANUARY, MARCH, MARCH);
        expect(again).toMatchObject({ latest: undefined, alerts: [] });
        expect(again?.metrics.size).toBe(0);
        expect(again?.states.size).toBe(0);
      }),
    );
  });
});

/** The same figures as they are restated in March, each once. */
function restated(vintages: readonly Vintage[]): Vintage[] {
  const inMarch = vintages.map((vintage) => ({ ...vintage, knownAt: instant(MARCH), print: 2 }));
  return [...new Map(inMarch.map((of) => [`${of.indicator} ${of.period}`, of])).values()];
}
