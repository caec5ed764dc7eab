import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../../functions/query/freshness.ts';
import {
  freshnessInShort,
  freshnessWords,
  sourceList,
} from '../../../../functions/query/page/sources.ts';
import { period } from '../../../../shared/domain/period.ts';
import { PROVIDERS } from '../../../../shared/sources/providers.ts';
import { runOf } from '../../../support/ingest-decisions.ts';

async function wordsOn(day: string, newest = '2026-09'): Promise<string> {
  const run = runOf({ newestPeriod: period(newest) });
  const freshness = freshnessOf(PROVIDERS['us-census'], run, new Date(`${day}T20:00:00Z`));
  const markup = await freshnessWords(freshness);
  return `${markup}`.replaceAll(/<[^>]+>/g, '').replace(/^.*?; /, '');
}

describe('what a page says of sources', () => {
  const of = (id: 'us-census' | 'world-bank' | 'wits') =>
    freshnessOf(
      PROVIDERS[id],
      runOf({ newestPeriod: period('2026-09') }),
      new Date('2026-11-25T20:00:00Z'),
    );
  const plain = async (markup: ReturnType<typeof sourceList>): Promise<string> =>
    `${await markup}`.replaceAll(/<[^>]+>/g, '');

  it('is the publisher alone in short, and which of its sources where there are two of one', async () => {
    const [census, wits, bank] = [of('us-census'), of('wits'), of('world-bank')];
    const all = [census, wits, bank];

    expect(await plain(freshnessInShort(census, all))).toMatch(/^U.S. Census Bureau: to/);
    expect(await plain(freshnessInShort(wits, all))).toMatch(/^World Bank, WITS: to/);
    expect(await plain(freshnessInShort(bank, all))).toMatch(
      /^World Bank, World Development Indicators: to/,
    );
    expect(await plain(freshnessInShort(bank, [census, bank]))).toMatch(/^World Bank: to/);
  });

  it('is which of them have brought nothing of the pair, whatever they have of others', async () => {
    const sources = [of('us-census'), of('wits')];
    const words = await plain(sourceList(sources, new Set(['us-census'])));

    expect(words.split('Of this pair it has brought nothing.')).toHaveLength(2);
    expect(words).toMatch(/TRAINS.*Of this pair it has brought nothing\.$/);
  });
});

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
