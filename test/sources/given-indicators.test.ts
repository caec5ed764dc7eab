import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { givenIndicators } from '../../shared/sources/given-indicators.ts';
import { PROVIDERS } from '../../shared/sources/providers.ts';
import {
  answering,
  CHINA,
  fetchFrom,
  imports,
  JAPAN,
  json,
  KOREA,
  table,
} from '../support/census.ts';

function given(sources: Record<string, unknown>, frequency: 'M' | 'A'): string[] {
  const source = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2024-10' };
  const { pairs } = settingsSchema.parse({
    pairs: { 'US-KR': sources },
    sources: { 'us-census': source },
    rules: [],
  });
  return [...(givenIndicators({ pairs })['US-KR']?.[frequency] ?? [])];
}

describe('what the sources of a pair can give', () => {
  it('is what the source of its flows has, at the frequency that it serves', () => {
    expect(given({ M: 'us-census' }, 'M')).toEqual([...PROVIDERS['us-census'].indicators]);
    expect(given({ M: 'us-census' }, 'A')).toEqual([]);
  });

  it('is also what stands beside, at its own frequency', () => {
    expect(given({ M: 'us-census', with: ['world-bank'] }, 'A')).toEqual([
      ...PROVIDERS['world-bank'].indicators,
    ]);
    expect(given({ M: 'us-census', with: ['world-bank'] }, 'M')).not.toContain('gdp');
  });

  it('is also the mirror, where whoever gives it serves the frequency', () => {
    expect(given({ M: 'us-census', mirror: 'imf-imts' }, 'M')).toContain('mirror-exports');
    expect(given({ A: 'un-comtrade', mirror: 'us-census' }, 'A')).not.toContain('mirror-exports');
  });
});

it('the Census Bureau gives what is said of it', async () => {
  const total = ['-', 'TOTAL FOR ALL COUNTRIES', '300', '280', '200', '20', '2026-05', '-'];
  const exportsTotal = ['-', 'TOTAL FOR ALL COUNTRIES', '300', '2026-05', '-'];
  const { baseUrl } = await answering(
    imports((rows) => [...rows, total]),
    () => json([...table('exports.json'), exportsTotal]),
  );
  const observations = await fetchFrom(baseUrl, [KOREA, JAPAN, CHINA]);

  expect([...new Set(observations.map(({ indicator }) => indicator))].toSorted()).toEqual(
    [...PROVIDERS['us-census'].indicators].toSorted(),
  );
});
