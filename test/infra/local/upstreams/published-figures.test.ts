import { expect, test } from 'vitest';
import {
  createPublishedFiguresUpstream,
  publishedFiguresReleases,
} from '../../../../infra/local/upstreams/published-figures.ts';
import { pair } from '../../../../shared/domain/pair.ts';
import { period } from '../../../../shared/domain/period.ts';
import { publishedFigures } from '../../../../shared/sources/published-figures.ts';
import { serveLoopback } from '../../../support/loopback.ts';
import { sourceContext } from '../../../support/source-context.ts';

test('a year comes out on 15 January of the next', () => {
  expect(publishedFiguresReleases).toEqual([
    '2019-01-15T00:00:00.000Z',
    '2020-01-15T00:00:00.000Z',
    '2023-01-15T00:00:00.000Z',
  ]);
});

test('the source sees each figure from its release on, and no sooner', async () => {
  let now = '';
  const upstream = createPublishedFiguresUpstream({ now: () => new Date(now) });
  const baseUrl = `${await serveLoopback(upstream)}/figures.csv`;
  const targets = [
    { pair: pair('KR-JP'), frequency: 'A', from: period('2000'), to: period('2100') } as const,
  ];
  const yearsAt = async (instant: string) => {
    now = instant;
    const observations = await publishedFigures.fetch({ targets }, sourceContext({ baseUrl }));
    return [...new Set(observations.map((observation) => observation.period))];
  };
  expect(await yearsAt('2019-01-14T23:59:59Z')).toEqual([]);
  expect(await yearsAt('2019-01-15T00:00:00Z')).toEqual(['2018']);
  expect(await yearsAt('2022-12-31T00:00:00Z')).toEqual(['2018', '2019']);
  expect(await yearsAt('2023-01-15T00:00:00Z')).toEqual(['2018', '2019', '2022']);
});

test('the validators change with a release and not between two', async () => {
  let now = '2020-02-01';
  const upstream = createPublishedFiguresUpstream({ now: () => new Date(now) });
  const first = await upstream.request('/figures.csv');
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('last-modified')).toBe('Wed, 15 Jan 2020 00:00:00 GMT');

  now = '2022-12-01';
  const unchanged = { headers: { 'if-none-match': etag } };
  expect((await upstream.request('/figures.csv', unchanged)).status).toBe(304);

  now = '2023-02-01';
  expect((await upstream.request('/figures.csv', unchanged)).status).toBe(200);
});
