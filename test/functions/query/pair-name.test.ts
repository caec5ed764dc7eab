import { expect, it } from 'vitest';
import { pairName } from '../../../functions/query/pair-name.ts';
import { pair } from '../../../shared/domain/pair.ts';

it.each([
  ['US-KR', 'United States with South Korea'],
  ['KR-US', 'South Korea with the United States'],
  ['KR-EU', 'South Korea with the European Union'],
  ['US-WORLD', 'United States with the world'],
  ['JP-CZ', 'Japan with Czechia'],
  ['JP-DO', 'Japan with the Dominican Republic'],
])('%s is told as %s', (text, name) => {
  expect(pairName(pair(text))).toBe(name);
});
