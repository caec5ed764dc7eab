import { describe, expect, test } from 'vitest';
import { createKoreaCustomsUpstream } from '../../../../infra/local/upstreams/korea-customs.ts';
import { fetchFrom, KEY, printed, target } from '../../../support/korea-customs.ts';
import { serveLoopback } from '../../../support/loopback.ts';

describe('the loopback server of the Korea Customs Service', () => {
  const figures = ['2026.01', '2026.02'].flatMap((year, index) => [
    { year, country: 'US', exports: `${index + 5}00`, imports: '300' },
    { year, country: 'WORLD', exports: `${index + 7}000`, imports: '6000' },
  ]);

  test('is asked in words that it takes, over more than a year', async () => {
    const baseUrl = await serveLoopback(createKoreaCustomsUpstream(figures));
    const observations = await fetchFrom(baseUrl, [target('KR-US', '2024-06', '2026-02')]);

    expect(observations.map(printed)).toEqual([
      'KR-US exports 2026-01 500 FOB',
      'KR-US imports 2026-01 300 CIF',
      'KR-US exports 2026-02 600 FOB',
      'KR-US imports 2026-02 300 CIF',
      'KR-US total-exports 2026-01 7000 FOB',
      'KR-US total-imports 2026-01 6000 CIF',
      'KR-US total-exports 2026-02 8000 FOB',
      'KR-US total-imports 2026-02 6000 CIF',
    ]);
  });

  test('knows its keys', async () => {
    const baseUrl = await serveLoopback(createKoreaCustomsUpstream(figures));

    await expect(fetchFrom(baseUrl, [target('KR-US')], 'other')).rejects.toMatchObject({
      name: 'SourceKeyRefused',
    });
  });

  test.each([
    ['strtYymm=202501&endYymm=202601', '1년이내'],
    ['strtYymm=202601&endYymm=202501', '종료년월이'],
    ['strtYymm=2026-01&endYymm=2026-03', '형식이'],
    ['strtYymm=202601', '필수'],
    ['strtYymm=202601&endYymm=202601&cntyCd=us', '국가코드'],
  ])('answers %s by the error of the service', async (query, words) => {
    const answer = await createKoreaCustomsUpstream(figures).request(
      `/nationtrade/getNationtradeList?serviceKey=${KEY}&${query}`,
    );
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(words);
  });
});
