import type { Pair } from '../../shared/domain/pair.ts';
import { pair } from '../../shared/domain/pair.ts';
import { type Period, period, shift, stepsBetween } from '../../shared/domain/period.ts';
import { COMTRADE_AREAS } from '../../shared/sources/un-comtrade-areas.ts';
import { SCHEDULE_C } from '../../shared/sources/us-census-countries.ts';

/** What a source would send for many pairs of one reporter, in its own wire format; the figures are made up. */
export interface Answers {
  readonly source: string;
  readonly pairs: readonly Pair[];
  readonly from: Period;
  readonly to: Period;
  readonly rows: number;
  /** The answer to a request, by its URL. */
  readonly textOf: (url: URL) => string;
  /** All that is answered. */
  readonly texts: readonly string[];
}

const FROM = period('1980-01');

/** A table without rows. */
const NO_IMPORTS = JSON.stringify([
  ['CTY_CODE', 'GEN_VAL_MO', 'CON_VAL_MO', 'DUT_VAL_MO', 'CAL_DUT_MO', 'time'],
]);

/** Exports of the United States by country and month: the barest rows there are, five short texts each. */
export function censusAnswers(rows: number): Answers {
  const countries = Object.entries(SCHEDULE_C);
  const months = Math.ceil(rows / countries.length);
  const cells = Array.from({ length: rows }, (_, at) => {
    const [, code = ''] = countries[at % countries.length] ?? [];
    const month = shift(FROM, Math.floor(at / countries.length));
    return [code, 'NAME OF IT', String(amount(at)), month, code];
  });
  const text = JSON.stringify([
    ['CTY_CODE', 'CTY_NAME', 'ALL_VAL_MO', 'time', 'CTY_CODE'],
    ...cells,
  ]).replaceAll('],[', '],\n[');
  return {
    source: 'us-census',
    pairs: countries.map(([economy]) => pair(`US-${economy}`)),
    from: FROM,
    to: shift(FROM, months - 1),
    rows,
    texts: [text],
    textOf: (url) => (url.pathname.includes('/exports/') ? text : NO_IMPORTS),
  };
}

/** Both flows of the United States with everybody, a month an answer: 47 fields a row, of which fourteen are read. */
export function comtradeAnswers(rows: number): Answers {
  const partners = Object.entries(COMTRADE_AREAS).filter(([economy]) => economy !== 'US');
  const months = Math.ceil(rows / (partners.length * 2));
  const byPeriod = new Map(
    Array.from({ length: months }, (_, at) => shift(FROM, at)).map((month) => [
      month.replace('-', ''),
      comtradeAnswer(month, partners),
    ]),
  );
  return {
    source: 'un-comtrade',
    pairs: partners.map(([economy]) => pair(`US-${economy}`)),
    from: FROM,
    to: shift(FROM, months - 1),
    rows: months * partners.length * 2,
    texts: [...byPeriod.values()],
    textOf: (url) => byPeriod.get(url.searchParams.get('period') ?? '') ?? '',
  };
}

function comtradeAnswer(month: Period, partners: readonly (readonly [string, number])[]): string {
  const data = partners.flatMap(([economy, area], at) =>
    ['M', 'X'].map((flow) =>
      comtradeRow(month, flow, economy, area, amount(at + stepsBetween(FROM, month))),
    ),
  );
  return JSON.stringify({ elapsedTime: '0.50 secs', count: data.length, data, error: '' });
}

/** All 47 fields, as test/specimens/un-comtrade has them. */
function comtradeRow(month: Period, flowCode: string, iso: string, area: number, value: number) {
  const [year, of] = month.split('-').map(Number);
  return {
    ...{ typeCode: 'C', freqCode: 'M', refPeriodId: Number(month.replace('-', '')) * 100 + 1 },
    ...{ refYear: year, refMonth: of, period: month.replace('-', ''), reporterCode: 842 },
    ...{ reporterISO: 'USA', reporterDesc: 'USA', flowCode },
    ...{ flowDesc: flowCode === 'M' ? 'Import' : 'Export', partnerCode: area, partnerISO: iso },
    ...{ partnerDesc: 'Name of it', partner2Code: 0, partner2ISO: 'W00', partner2Desc: 'World' },
    ...{ classificationCode: 'H6', classificationSearchCode: 'HS' },
    ...{ isOriginalClassification: true, cmdCode: 'TOTAL', cmdDesc: 'All Commodities' },
    ...{ aggrLevel: 0, isLeaf: false, customsCode: 'C00', customsDesc: 'TOTAL CPC', mosCode: '0' },
    ...{ motCode: 0, motDesc: 'TOTAL MOT', qtyUnitCode: -1, qtyUnitAbbr: 'N/A', qty: 0 },
    ...{ isQtyEstimated: false, altQtyUnitCode: -1, altQtyUnitAbbr: 'N/A', altQty: 0 },
    ...{ isAltQtyEstimated: false, netWgt: 0, isNetWgtEstimated: true, grossWgt: 0 },
    ...{ isGrossWgtEstimated: false, cifvalue: flowCode === 'M' ? value : null, fobvalue: value },
    ...{ primaryValue: value, legacyEstimationFlag: 4, isReported: false, isAggregate: true },
  };
}

/** Whole dollars of ten digits. */
function amount(seed: number): number {
  return 1_000_000_000 + ((seed * 7_919) % 1_000_003) * 997;
}
