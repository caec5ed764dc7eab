import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/recompute/decide.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { type Replay, replayRule } from '../../../shared/domain/rules/replay.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';
import { knowledgeAfter, knowledgeAt } from '../../support/pair-knowledge.ts';
import { ruleOf, storedRuleOf } from '../../support/rules.ts';

/** What is told, in lines: `crossed 2025-03 at -80, known on 2025-05-05`. */
function lines({ told }: Replay): string[] {
  return told.map(
    ({ reason, period, value, knownAt }) =>
      `${reason} ${period} at ${value.toFixed()}, known on ${knownAt.slice(0, 10)}`,
  );
}

/** The same out of recomputations, one at each instant at which something became known. */
function recomputed(definition: Record<string, unknown>, vintages: readonly Vintage[]): string[] {
  const rules = [storedRuleOf(definition)];
  const instants = [...new Set(vintages.map(({ knownAt }) => knownAt))].sort();
  let knowledge = knowledgeAt({ vintages, rules }, instants[0] ?? '2025-01-01T00:00:00Z');
  const told: string[] = [];
  for (const [index, at] of instants.entries()) {
    const recomputation = decide(knowledge);
    told.push(
      ...recomputation.alerts.map(
        ({ reason, period, value, knownAt }) =>
          `${reason} ${period} at ${value.toFixed()}, known on ${knownAt.slice(0, 10)}`,
      ),
    );
    const next = instants[index + 1] ?? at;
    knowledge = knowledgeAfter(knowledge, recomputation, { vintages, rules }, next);
  }
  return told;
}

const RULES = [
  { metric: 'balance', fires: { below: -50 } },
  { metric: 'balance', fires: { below: -50 }, clears: -20 },
  { metric: 'balance-ytd', fires: { above: 10 }, clears: -40 },
  { metric: 'balance', fires: { changesBy: 60 } },
  { metric: 'balance', fires: { record: 'low', years: 1 } },
  { metric: 'imports-yoy', fires: { above: 20 } },
  { metric: 'balance-12m', fires: { below: -300 }, clears: -250 },
].map((rule) => ({ id: 'xa-xb-line', pair: 'XA-XB', ...rule }));

const amount = fc.integer({ min: 0, max: 160 });

/** Two years of months, one release a month, of which some restate months before or fill what had been left out. */
const anyHistory: fc.Arbitrary<Vintage[]> = fc
  .array(
    fc.record({
      exports: fc.option(amount, { freq: 8 }),
      imports: fc.option(amount, { freq: 8 }),
      again: fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), amount, fc.boolean()), {
        maxLength: 3,
      }),
    }),
    { minLength: 3, maxLength: 26 },
  )
  .map((releases) => {
    const prints = new Map<string, number>();
    return releases.flatMap(({ exports, imports, again }, index) => {
      const knownAt = new Date(Date.UTC(2024, index + 1, 5)).toISOString();
      const said = new Map<string, { indicator: string; value: number; of: string }>();
      const say = (indicator: string, at: number, value: number | null): void => {
        if (value === null || at < 0) return;
        const of = new Date(Date.UTC(2024, at)).toISOString().slice(0, 7);
        said.set(`${indicator} ${of}`, { indicator, value, of });
      };
      say('exports', index, exports);
      say('imports', index, imports);
      for (const [back, value, isExport] of again) {
        say(isExport ? 'exports' : 'imports', index - back, value);
      }
      return [...said].flatMap(([key, { indicator, value, of }]) => {
        const print = (prints.get(key) ?? 0) + 1;
        prints.set(key, print);
        return vintagesOf({ [indicator]: { [of]: value } }, { knownAt, print });
      });
    });
  });

describe('a replay', () => {
  it.each(RULES)('of %j tells what recomputing at every release would have told', (definition) => {
    assertLaw(
      fc.property(anyHistory, (vintages) => {
        const replay = replayRule(ruleOf(definition), vintages);
        expect(lines(replay)).toEqual(recomputed(definition, vintages));
      }),
    );
  });

  it('is the same whatever the order in which the vintages lie', () => {
    const [rule = {}] = RULES;
    assertLaw(
      fc.property(
        anyHistory.chain((vintages) =>
          fc.tuple(
            fc.constant(vintages),
            fc.shuffledSubarray(vintages, { minLength: vintages.length }),
          ),
        ),
        ([vintages, shuffled]) => {
          expect(lines(replayRule(ruleOf(rule), shuffled))).toEqual(
            lines(replayRule(ruleOf(rule), vintages)),
          );
        },
      ),
    );
  });

  it('takes the first sight of the pair as its baseline, of which nobody is told', () => {
    const vintages = vintagesOf({
      exports: amountsFrom('2025-01', [0, 0]),
      imports: amountsFrom('2025-01', [90, 90]),
    });
    const replay = replayRule(ruleOf({ metric: 'balance', fires: { below: -50 } }), vintages);

    expect(replay.told).toEqual([]);
    expect(replay.state).toMatchObject({ firing: true, since: '2025-01', through: '2025-02' });
  });

  it('looks at nothing but the frequency and the inputs of its metric', () => {
    const others = vintagesOf({
      duties: { '2025-01': 1 },
      exports: { '2025': 1, '2025-01/20': 1 },
    });
    const replay = replayRule(ruleOf({ metric: 'balance', fires: { below: -50 } }), others);

    expect(replay).toEqual({ told: [], state: undefined, points: [] });
  });
});
