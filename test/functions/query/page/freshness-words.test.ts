import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../../functions/query/freshness.ts';
import { freshnessWords } from '../../../../functions/query/page/sources.ts';
import { period } from '../../../../shared/domain/period.ts';
import { PROVIDERS } from '../../../../shared/sources/providers.ts';
import { runOf } from '../../../support/ingest-decisions.ts';

async function wordsOn(day: string, newest = '2026-09'): Promise<string> {
  const run = runOf({ newestPeriod: period(newest) });
  const freshness = freshnessOf(PROVIDERS['us-census'], run, new Date(`${day}T20:00:00Z`));
  const markup = await freshnessWords(freshness);
  return `${markup}`.replaceAll(/<[^>]+>/g, '').replace(/^.*?; /, '');
}

describe('what a page says of the next release', () => {
  it.each([
    ['2026-11-25', 'next expected on 8 December 2026'],
    ['2026-12-08', 'the next are expected today, 8 December 2026'],
    [
      '2026-12-09',
      'the next were expected on 8 December 2026 and are late, as releases are until 28 December 2026',
    ],
    [
      '2026-12-29',
      'the next were expected on 8 December 2026 and are not in, later than releases are',
    ],
  ])('is on %s: %s', async (day, words) => {
    expect(await wordsOn(day)).toBe(words);
  });

  it('is only about a day that nobody has announced', async () => {
    expect(await wordsOn('2026-11-25', '2026-11')).toBe('next expected about 4 February 2027');
  });
});
