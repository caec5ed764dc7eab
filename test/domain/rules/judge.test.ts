import { Big } from 'big.js';
import { expect, it } from 'vitest';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import { ruleSchema } from '../../../shared/domain/rule.ts';
import { judge } from '../../../shared/domain/rules/judge.ts';

const KNOWN_AT = instant('2026-08-04T12:30:00Z');
const POINTS = [{ period: period('2026-06'), value: new Big(12), newPrint: 'none' as const }];

function ruleOn(metric: string, version: number): Rule {
  const definition = ruleSchema.parse({ id: 'xa', pair: 'XA-XB', metric, fires: { above: 10 } });
  return { ...definition, version, retired: false, inForceSince: 1 };
}

it('begins anew, without a word, when a rule is moved to another series', () => {
  const cover = ruleOn('cover-ratio', 1);
  const { state } = judge(
    cover,
    undefined,
    [{ ...POINTS[0], value: new Big(5) } as (typeof POINTS)[0]],
    KNOWN_AT,
  );
  const moved = judge(ruleOn('effective-tariff-rate', 2), state, POINTS, KNOWN_AT);
  expect(moved.findings).toEqual([]);
  expect(moved.state).toMatchObject({ firing: true, metric: 'effective-tariff-rate' });
});

it('tells of a line that was moved across the value of the same series', () => {
  const { state } = judge(ruleOn('cover-ratio', 1), undefined, POINTS, KNOWN_AT);
  const edited = { ...ruleOn('cover-ratio', 2), fires: { above: 20 } };
  expect(judge(edited, state, POINTS, KNOWN_AT).findings).toMatchObject([
    { reason: 'rule-changed', firing: false },
  ]);
});

it('begins anew, without a word, when a bloc gets another member: its step is no change in trade', () => {
  const rule = ruleOn('cover-ratio', 1);
  const at = (value: number, composition: string) =>
    POINTS.map((point) => ({ ...point, value: new Big(value), composition }));
  const { state } = judge(rule, undefined, at(5, 'CPTPP as of 2023-07-12'), KNOWN_AT);
  const same = judge(rule, state, at(12, 'CPTPP as of 2023-07-12'), KNOWN_AT);
  const another = judge(rule, state, at(12, 'CPTPP as of 2024-12-15'), KNOWN_AT);

  expect(same.findings).toHaveLength(1);
  expect(another.findings).toEqual([]);
  expect(another.state).toMatchObject({ firing: true, composition: 'CPTPP as of 2024-12-15' });
});

it('keeps what it remembers of a bloc while nothing is known of it', () => {
  const rule = ruleOn('cover-ratio', 1);
  const [point] = POINTS;
  const of = point ? [{ ...point, composition: 'CPTPP as of 2024-12-15' }] : [];
  const { state } = judge(rule, undefined, of, KNOWN_AT);

  expect(judge(rule, state, [], KNOWN_AT).state).toEqual(state);
});

it('begins anew, without a word, when a rule is brought back after it had been retired', () => {
  const retired = judge(ruleOn('cover-ratio', 1), undefined, POINTS, KNOWN_AT).state;
  const low = POINTS.map((point) => ({ ...point, value: new Big(5) }));
  const edited = judge(ruleOn('cover-ratio', 3), retired, low, KNOWN_AT);
  const back = judge({ ...ruleOn('cover-ratio', 3), inForceSince: 3 }, retired, low, KNOWN_AT);

  expect(edited.findings).toMatchObject([{ reason: 'rule-changed' }]);
  expect(back.findings).toEqual([]);
  expect(back.state).toMatchObject({ firing: false, ruleVersion: 3 });
});
