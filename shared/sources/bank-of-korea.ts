import { Big } from 'big.js';
import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { comparePeriods, type Period, periodSchema, periodsBetween } from '../domain/period.ts';
import { SourceKeyRefused } from '../platform/errors.ts';
import { type EcosRow, ID, readEcosRows, refusal } from './bank-of-korea-answer.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';

/** Exports and imports of Korea as its customs counts them. */
const STATISTIC = '901Y118';

/**
 * All goods and all countries: no table of ECOS by country is known (901Y011, which is asked for now and then, has no rows: 2026-08-01).
 * Left out is what no metric here rests on: the current account (301Y013), in which services and incomes are too; price indices
 * (403Y001 and others); interest and exchange rates (722Y001, 731Y001).
 */
const PAIR = 'KR-WORLD';

interface Item {
  readonly code: string;
  readonly indicator: Indicator;
  readonly basis: Basis;
}

const ITEMS: readonly Item[] = [
  { code: 'T002', indicator: 'exports', basis: 'FOB' },
  { code: 'T004', indicator: 'imports', basis: 'CIF' },
];

/** What thousands of dollars are called: on the wire, and on the Bank's own pages. */
const THOUSANDS = ['천불', '천달러'];

const NOTE = 'Stated to the thousand dollars, from the figures of the Korea Customs Service.';

/** Economic statistics of the Bank of Korea. */
export const bankOfKorea: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const [first, ...others] = targets;
    if (!first) return [];
    const stranger = targets.find(({ pair, frequency }) => pair !== PAIR || frequency !== 'M');
    if (stranger || others.length > 0) {
      const { pair, frequency } = stranger ?? first;
      throw refusal('unsupported-pair', `must be the months of ${PAIR}, got: ${pair} ${frequency}`);
    }
    const observations: Observation[] = [];
    for (const item of ITEMS) observations.push(...(await ask(item, first, context)));
    return observations;
  },
};

/**
 * The key is a part of the path, so that the path is told to nobody: messages name the statistic in its place, and of an answer, which
 * may repeat what was asked, they pass on nothing that holds it.
 */
async function ask(
  item: Item,
  target: SourceTarget,
  { http, baseUrl, apiKey }: SourceContext,
): Promise<Observation[]> {
  if (!apiKey) throw new SourceKeyRefused(ID, 'the API wants a key and none is configured');
  const key = encodeURIComponent(apiKey);
  const asked = pathOf(item, target);
  const answer = await http.get({
    source: ID,
    url: new URL(`${baseUrl}/StatisticSearch/${key}/${asked}`),
    named: `StatisticSearch/…/${asked}`,
  });
  const rows = readEcosRows(answer, [key, apiKey]);
  assertOneOfEach(rows, item);
  return rows.flatMap((row) => observationOf(row, item, target));
}

/** From which row to which, in the place of pages: as many as there are months. A month is `202606`; `2026-06` is ERROR-101. */
function pathOf({ code }: Item, { from, to }: SourceTarget): string {
  const rows = periodsBetween(from, to).length;
  const [first, last] = [from, to].map((period) => period.replace('-', ''));
  return `json/kr/1/${rows}/${STATISTIC}/M/${first}/${last}/${code}`;
}

function assertOneOfEach(rows: readonly EcosRow[], { code }: Item): void {
  const months = rows.map(({ TIME }) => TIME);
  const twice = months.find((month, index) => months.indexOf(month) < index);
  if (twice) throw refusal('duplicate', `one row a month, two of ${code} in ${twice}`);
}

/** Nothing on the wire marks a month that will be restated. */
function observationOf(row: EcosRow, item: Item, target: SourceTarget): Observation[] {
  const period = monthOf(row, item, target);
  const where = `${item.code} of ${period}`;
  const unit = row.UNIT_NAME?.trim() ?? '';
  if (!THOUSANDS.includes(unit)) {
    throw refusal('unit', `${where} must be in ${THOUSANDS.join(' or ')}, got: ${unit}`);
  }
  if (!row.DATA_VALUE) return [];
  if (!/^\d+(\.\d+)?$/.test(row.DATA_VALUE)) {
    throw refusal('number', `${where} must be a number, got: ${row.DATA_VALUE}`);
  }
  const { indicator, basis } = item;
  const value = new Big(row.DATA_VALUE).times(1000);
  const stated = { pair: target.pair, indicator, period, value, basis, note: NOTE } as const;
  return [{ ...stated, unit: 'USD', status: 'final', source: ID }];
}

/** A row about anything else than was asked means that a part of the path was not heeded; without an item, all of them come. */
function monthOf(row: EcosRow, { code }: Item, { from, to }: SourceTarget): Period {
  if (row.STAT_CODE !== STATISTIC || row.ITEM_CODE1 !== code) {
    throw refusal('echo', `${row.STAT_CODE} ${row.ITEM_CODE1} was not asked for`);
  }
  const of = periodSchema.safeParse(row.TIME.replace(/^(\d{4})(\d{2})$/, '$1-$2'));
  if (of.success && comparePeriods(from, of.data) <= 0 && comparePeriods(of.data, to) <= 0) {
    return of.data;
  }
  throw refusal('echo', `TIME ${row.TIME} is not within ${from} to ${to}`);
}
