import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** One month of Korea's trade with a country, or with all of them (`WORLD`), in whole dollars as the wire has them. */
export interface KcsFigure {
  /** As on the wire: 2026.01. */
  readonly year: string;
  readonly country: string;
  readonly exports: string;
  readonly imports: string;
}

/** The words of the gateway, by its code. */
const GATEWAY = {
  '12': [400, 'NO_OPENAPI_SERVICE_ERROR', '해당 오픈API 서비스가 없거나 폐기됨'],
  '20': [401, 'SERVICE_KEY_IS_NULL', '서비스 접근거부'],
  '30': [403, 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR', '등록되지 않은 서비스키'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string, string]>;

const TABLES = [
  'nationtrade/getNationtradeList',
  'nitemtrade/getNitemtradeList',
  'Newtrade/getNewtradeList',
  'Itemtrade/getItemtradeList',
];

/**
 * Speaks the trade statistics of the Korea Customs Service as data.go.kr serves them: XML, errors in two shapes, no more than twelve
 * months. Any key of 64 hexadecimal digits is accepted. No commodity is held.
 */
export function createKoreaCustomsUpstream(figures: readonly KcsFigure[]): Hono {
  const app = new Hono();
  app.get('/:service/:operation', (c) => {
    const key = c.req.query('serviceKey');
    if (!key) return gateway(c, '20');
    if (!/^[0-9a-f]{64}$/i.test(key)) return gateway(c, '30');
    const table = `${c.req.param('service')}/${c.req.param('operation')}`;
    if (!TABLES.includes(table)) return gateway(c, '12');
    return answer(c, table, figures);
  });
  app.notFound((c) => gateway(c, '12'));
  return app;
}

function answer(c: Context, table: string, figures: readonly KcsFigure[]): Response {
  const { strtYymm: from = '', endYymm: to = '', cntyCd: country, hsSgn } = c.req.query();
  const fault = faultOf(from, to, country);
  if (fault) return xml(c, `${header('99', fault)}</response>`);
  const isOfWorld = table.startsWith('Newtrade');
  const found = figures
    .filter((figure) => (figure.country === 'WORLD') === isOfWorld && hsSgn === undefined)
    .filter((figure) => isOfWorld || country === undefined || figure.country === country)
    .filter(({ year }) => from <= year.replace('.', '') && year.replace('.', '') <= to);
  const total = isOfWorld && found.length > 0 ? [totalOf(found)] : [];
  const items = [...found, ...total].map((figure) => itemOf(figure, isOfWorld));
  const list = items.length > 0 ? `<items>${items.join('')}</items>` : '<items/>';
  return xml(c, `${header('00', '정상서비스.')}<body>${list}</body></response>`);
}

function faultOf(from: string, to: string, country: string | undefined): string | undefined {
  if (!from || !to) return '필수 요청변수가 누락되었습니다.';
  if (!/^\d{6}$/.test(from)) return '시작년월 형식이 맞지 않습니다.';
  if (to < from) return '종료년월이 시작년월보다 크거나 같아야 합니다.';
  if (monthsOf(to) - monthsOf(from) >= 12)
    return '시작과 종료의 조회기간은 1년이내 기간만 가능합니다.';
  return country === undefined || /^[A-Z]{2}$/.test(country)
    ? undefined
    : '존재하지 않는 국가코드입니다.';
}

function monthsOf(yymm: string): number {
  return Number(yymm.slice(0, 4)) * 12 + Number(yymm.slice(4));
}

function totalOf(figures: readonly KcsFigure[]): KcsFigure {
  const sum = (of: 'exports' | 'imports'): string =>
    String(figures.reduce((total, figure) => total + BigInt(figure[of]), 0n));
  return { year: '총계', country: 'WORLD', exports: sum('exports'), imports: sum('imports') };
}

function itemOf({ year, country, exports, imports }: KcsFigure, isOfWorld: boolean): string {
  const code = isOfWorld ? '' : `<statCd>${country}</statCd>`;
  const balance = BigInt(exports) - BigInt(imports);
  return `<item><balPayments>${balance}</balPayments><expDlr>${exports}</expDlr><impDlr>${imports}</impDlr>${code}<year>${year}</year></item>`;
}

function header(code: string, message: string): string {
  return `<response><header><resultCode>${code}</resultCode><resultMsg>${message}</resultMsg></header>`;
}

function gateway(c: Context, code: keyof typeof GATEWAY): Response {
  const [status, error, words] = GATEWAY[code];
  const inner = `<errMsg>${error}</errMsg><returnAuthMsg>${words}</returnAuthMsg><returnReasonCode>${code}</returnReasonCode>`;
  return xml(
    c,
    `<OpenAPI_ServiceResponse><cmmMsgHeader>${inner}</cmmMsgHeader></OpenAPI_ServiceResponse>`,
    status,
  );
}

function xml(c: Context, body: string, status: ContentfulStatusCode = 200): Response {
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return c.body(`${declaration}${body}`, status, { 'content-type': 'application/xml' });
}
