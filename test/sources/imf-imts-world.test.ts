import { expect, test } from 'vitest';
import { createImfImtsUpstream, type ImtsFigure } from '../../infra/local/upstreams/imf-imts.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { imfImts } from '../../shared/sources/imf-imts.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

/** The IMF's exports of the United States to the world in 2024, and a figure of the same kind for one partner. */
const FIGURES: ImtsFigure[] = ['G001', 'JPN'].map((counterpart) => ({
  country: 'USA',
  indicator: 'XG_FOB_USD',
  counterpart,
  frequency: 'A',
  period: '2024',
  value: counterpart === 'G001' ? '2065411250609' : '1',
}));

async function fetched(...pairs: string[]): Promise<string[]> {
  const baseUrl = await serveLoopback(createImfImtsUpstream(FIGURES));
  const targets = pairs.map((text) => ({
    ...{ pair: pair(text), frequency: 'A' as const },
    ...{ from: period('2024'), to: period('2024') },
  }));
  const observations = await imfImts.fetch({ targets }, sourceContext({ baseUrl }));
  return observations.map(
    ({ pair: of, indicator, value }) => `${of} ${indicator} ${value.toFixed()}`,
  );
}

test('the world is the total beside each pair of a call', async () => {
  expect((await fetched('US-JP', 'US-KR')).toSorted()).toEqual([
    'US-JP exports 1',
    'US-JP total-exports 2065411250609',
    'US-KR total-exports 2065411250609',
  ]);
});

test('the world is a partner where it is watched as one', async () => {
  expect(await fetched('US-WORLD')).toEqual(['US-WORLD exports 2065411250609']);
});

test('some goods are refused before anything is asked: the IMF tells trade by partner only', async () => {
  const targets = [
    { pair: pair('US-JP:87'), frequency: 'A', from: period('2024'), to: period('2024') } as const,
  ];
  await expect(
    imfImts.fetch({ targets }, sourceContext({ baseUrl: 'http://127.0.0.1:9' })),
  ).rejects.toMatchObject({ code: 'source.commodity' });
});
