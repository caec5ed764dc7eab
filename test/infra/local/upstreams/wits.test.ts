import { describe, expect, test } from 'vitest';
import { createWitsUpstream } from '../../../../infra/local/upstreams/wits.ts';
import { pair } from '../../../../shared/domain/pair.ts';
import { period } from '../../../../shared/domain/period.ts';
import { wits } from '../../../../shared/sources/wits.ts';
import { serveLoopback } from '../../../support/loopback.ts';
import { sourceContext } from '../../../support/source-context.ts';

const AFTER = '2025-12-31T00:00:00Z';

function upstream(now = AFTER) {
  return createWitsUpstream({ now: () => new Date(now) });
}

function ask(slots: string, now = AFTER) {
  return upstream(now).request(`/datasource/${slots}`);
}

const KOREA = 'tradestats-trade/reporter/kor/year/all/partner/jpn/product';
const IMPORTS = 'indicator/MPRT-TRD-VL';

test('what it answers is what the adapter reads, of both sides', async () => {
  const context = sourceContext({ baseUrl: await serveLoopback(upstream()) });
  const targets = ['KR-JP', 'KR-CN'].map((of) => ({
    pair: pair(of),
    frequency: 'A' as const,
    from: period('2015'),
    to: period('2025'),
  }));
  const found = await wits.fetch({ targets }, context);

  expect(
    found.map(({ pair: of, indicator, value }) => `${of} ${indicator} ${value.toFixed()}`),
  ).toEqual([
    'KR-JP bilateral-imports 47646785980',
    'KR-JP bilateral-tariff 2.75174614777169',
    'KR-JP partner-bilateral-imports 30239592580.065',
    'KR-JP partner-bilateral-tariff 1.30106403802372',
    'KR-CN bilateral-imports 142853875178',
    'KR-CN bilateral-tariff 4.97905635904501',
    'KR-CN partner-bilateral-imports 161739432075',
    'KR-CN partner-bilateral-tariff 1.55906498381342',
  ]);
});

describe('what is asked', () => {
  test('of a sector is a 404, because nothing is held of any', async () => {
    const response = await ask(`${KOREA}/84-85_MachElec/${IMPORTS}?format=JSON`);

    expect([response.status, await response.text()]).toEqual([404, 'Not Found - NoRecordsFound']);
  });

  test('before it was released is a 404 that says so', async () => {
    const response = await ask(`${KOREA}/Total/${IMPORTS}?format=JSON`, '2025-12-30T23:59:59Z');

    expect([response.status, await response.text()]).toEqual([404, 'Not Found - NoRecordsFound']);
  });

  test.each([
    ['without a format is answered in XML', `${KOREA}/Total/${IMPORTS}`, 200, /xml/],
    ['of all by all is too much', all('all', 'all'), 413, /text/],
    ['of a product that WITS has not leads to its error page', `${KOREA}/85/${IMPORTS}`, 302, /^$/],
  ])('%s', async (_, slots, status, type) => {
    const response = await ask(slots);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type') ?? '').toMatch(type);
  });
});

function all(reporter: string, partner: string): string {
  return `tradestats-trade/reporter/${reporter}/year/2023/partner/${partner}/product/Total/${IMPORTS}?format=JSON`;
}
