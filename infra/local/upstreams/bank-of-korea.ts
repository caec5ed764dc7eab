import { type Context, Hono } from 'hono';

/** One value as ECOS holds it, of its table 901Y118. */
export interface EcosFigure {
  readonly item: 'T002' | 'T004';
  /** As on the wire: 202601. */
  readonly time: string;
  /** Thousands of dollars, as text. */
  readonly value: string;
}

const ITEM_NAMES = { T002: '수출금액', T004: '수입금액' } as const;

/** The words of the API, by its code. */
const RESULTS = {
  'INFO-100':
    '인증키가 유효하지 않습니다. 인증키를 확인하십시오! 인증키가 없는 경우 인증키를 신청하십시오!',
  'INFO-200': '해당하는 데이터가 없습니다.',
  'ERROR-101': '주기와 다른 형식의 날짜 형식입니다. 날짜 형식을 확인하십시오!',
} as const;

/**
 * Speaks StatisticSearch of the Bank of Korea's ECOS for monthly exports and imports. The key stands in the path; any of 20 letters and
 * digits is accepted. Errors come with status 200.
 */
export function createBankOfKoreaUpstream(figures: readonly EcosFigure[]): Hono {
  const app = new Hono();
  app.get('/StatisticSearch/:key/json/kr/:first/:last/:table/M/:from/:to/:item?', (c) => {
    const { key, first, last, table, from, to, item } = c.req.param();
    if (!/^[0-9A-Z]{20}$/i.test(key)) return result(c, 'INFO-100');
    if (![from, to].every((month) => /^\d{6}$/.test(month))) return result(c, 'ERROR-101');
    const found = figures
      .filter((figure) => table === '901Y118' && (item === undefined || figure.item === item))
      .filter(({ time }) => from <= time && time <= to);
    if (found.length === 0) return result(c, 'INFO-200');
    const row = found.slice(Number(first) - 1, Number(last)).map(rowOf);
    return c.json({ StatisticSearch: { list_total_count: found.length, row } });
  });
  return app;
}

function result(c: Context, code: keyof typeof RESULTS): Response {
  return c.json({ RESULT: { CODE: code, MESSAGE: RESULTS[code] } });
}

function rowOf({ item, time, value }: EcosFigure) {
  const [more, none] = [['2', '3', '4'], null];
  return {
    STAT_CODE: '901Y118',
    STAT_NAME: '수출입총괄',
    ITEM_CODE1: item,
    ITEM_NAME1: ITEM_NAMES[item],
    ...Object.fromEntries(
      more.flatMap((digit) => [
        [`ITEM_CODE${digit}`, none],
        [`ITEM_NAME${digit}`, none],
      ]),
    ),
    UNIT_NAME: '천불',
    WGT: null,
    TIME: time,
    DATA_VALUE: value,
  };
}
