import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../shared/domain/indicator.ts';
import { type RuleDefinition, ruleSchema } from '../../../shared/domain/rule.ts';
import { ruleFault } from '../../../shared/domain/rules/rule-faults.ts';
import { ruleText } from '../../support/rules.ts';

const FLOWS: Indicator[] = ['exports', 'imports'];
const GIVEN = {
  'XA-XB': {
    M: new Set<Indicator>([...FLOWS, 'duties', 'imports-for-consumption', 'dutiable-value']),
  },
  'XA-XC': { M: new Set(FLOWS), A: new Set(FLOWS) },
};

function fault(overrides: Record<string, unknown>): string | undefined {
  const definition: RuleDefinition = ruleSchema.parse(ruleText(overrides));
  const found = ruleFault(definition, GIVEN);
  return found && `${found.member} ${found.rule}`;
}

it('a rule that can fire has no fault', () => {
  expect(fault({})).toBeUndefined();
  expect(fault({ pair: 'XA-XC', metric: 'balance', frequency: 'A' })).toBeUndefined();
});

describe('a rule that is never judged', () => {
  it('is about a pair that is not watched', () => {
    expect(fault({ pair: 'XA-XD' })).toBe('pair must be one of the pairs: XA-XB, XA-XC');
  });

  it('is about a frequency that the pair has no source for', () => {
    expect(fault({ metric: 'balance', frequency: 'A' })).toMatch(
      /^frequency must be a frequency that XA-XB has a source for/,
    );
  });

  it('is about a metric that the sources of the pair cannot give', () => {
    expect(fault({ pair: 'XA-XC' })).toBe(
      'metric must be a metric that the sources of XA-XC can give: they have no duties, imports-for-consumption',
    );
  });
});

describe('a rule that never fires', () => {
  it.each([
    ['normalised-balance', { above: 1 }, 'must be below 1, which normalised-balance is at most'],
    ['normalised-balance', { below: -1 }, 'must be above -1, which normalised-balance is at least'],
    ['normalised-balance', { changesBy: 3 }, 'must not be more than 2, from one end'],
    ['dutiable-share', { above: 100 }, 'must be below 100'],
    ['effective-tariff-rate', { below: 0 }, 'must be above 0'],
    ['imports-yoy', { below: -100 }, 'must be above -100'],
    ['exports-12m', { below: -5 }, 'must be above 0'],
  ])('%s at %j is told with the end of the range', (metric, fires, rule) => {
    expect(fault({ metric, fires })).toContain(`fires ${rule}`);
  });

  it.each([
    ['normalised-balance', { above: 0.99 }],
    ['dutiable-share', { changesBy: 100 }],
    ['effective-tariff-rate', { above: 500 }],
    ['effective-tariff-rate', { below: 0.1 }],
    ['balance', { below: -1e15 }],
    ['imports-yoy', { record: 'low', years: 20 }],
  ])('%s at %j may fire', (metric, fires) => {
    expect(fault({ metric, fires })).toBeUndefined();
  });
});
