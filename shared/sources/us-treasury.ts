import { Big } from 'big.js';
import type { Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { comparePeriods, type Period, period } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';

const ID = 'us-treasury';

/** Customs duties of every origin, so that they belong to no partner but the world. */
const PAIR = 'US-WORLD';

const LINE = 'Customs Duties';

/** Gross, refunds and net are kept apart: refunds of voided duties made the net negative in 2026, which is no tariff. */
const MEASURES = {
  current_month_gross_rcpt_amt: 'duties-collected-gross',
  current_month_refund_amt: 'duties-refunded',
  current_month_net_rcpt_amt: 'duties-collected',
} as const satisfies Record<string, Indicator>;

const COLUMNS = Object.keys(MEASURES) as (keyof typeof MEASURES)[];

/** The most that a page holds; a month is one row. */
const PAGE = 10_000;

/** Every value is text; one that is missing is the text "null". Dollars and cents. */
const amountSchema = z.pipe(
  z.string().check(z.regex(/^(null|-?\d+(\.\d{1,2})?)$/, 'must be dollars and cents, or "null"')),
  z.transform((text) => (text === 'null' ? null : new Big(text))),
);

const rowSchema = z.object({
  record_date: z.iso.date(),
  classification_desc: z.string(),
  current_month_gross_rcpt_amt: amountSchema,
  current_month_refund_amt: amountSchema,
  current_month_net_rcpt_amt: amountSchema,
});
type Row = z.infer<typeof rowSchema>;

const envelopeSchema = z.object({
  data: z.array(rowSchema),
  meta: z.object({ 'total-count': z.number(), 'total-pages': z.number() }),
});

/** Receipts of the federal government as the Monthly Treasury Statement has them, table 4. */
export const usTreasury: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const [first, ...others] = targets;
    if (!first) return [];
    const stranger = targets.find(({ pair, frequency }) => pair !== PAIR || frequency !== 'M');
    if (stranger || others.length > 0) throw refuseTarget(stranger ?? first);
    const answer = await context.http.get({ source: ID, url: urlOf(first, context.baseUrl) });
    return rowsOf(answer).flatMap((row) => observationsOf(row, first));
  },
};

function refuseTarget({ pair, frequency }: SourceTarget): SourceRefusal {
  return refusal('unsupported-pair', `must be the months of ${PAIR}, got: ${pair} ${frequency}`);
}

function urlOf({ from, to }: SourceTarget, baseUrl: string): URL {
  const url = new URL(`${baseUrl}/v1/accounting/mts/mts_table_4`);
  url.search = new URLSearchParams({
    fields: ['record_date', 'classification_desc', ...COLUMNS].join(','),
    // Dated by the last day of the month.
    filter: `classification_desc:eq:${LINE},record_date:gte:${from}-01,record_date:lte:${to}-31`,
    sort: 'record_date',
    'page[number]': '1',
    'page[size]': String(PAGE),
  }).toString();
  return url;
}

function rowsOf({ status, contentType, text }: HttpAnswer): Row[] {
  if (status !== 200) throw refusal('status', `HTTP ${status}: ${text.slice(0, 200)}`);
  if (contentType !== 'application/json') throw refusal('content-type', `got ${contentType}`);
  const envelope = envelopeSchema.safeParse(jsonOf(text));
  if (!envelope.success) throw refusal('shape', z.prettifyError(envelope.error));
  const { data, meta } = envelope.data;
  if (meta['total-pages'] > 1 || meta['total-count'] !== data.length) {
    throw refusal(
      'cut',
      `${data.length} of ${meta['total-count']} rows: the rest is on other pages`,
    );
  }
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('shape', `answer must be JSON, got: ${text.slice(0, 200)}`, { cause });
  }
}

function observationsOf(row: Row, target: SourceTarget): Observation[] {
  const of = monthOf(row, target);
  assertSum(row, of);
  return COLUMNS.flatMap((column) => {
    const value = row[column];
    if (value === null) return [];
    const stated = { pair: target.pair, indicator: MEASURES[column], period: of, value } as const;
    return [{ ...stated, unit: 'USD', basis: 'cash', status: 'final', source: ID } as const];
  });
}

/** A row about another line or month means that a filter was not heeded. */
function monthOf({ record_date, classification_desc }: Row, { from, to }: SourceTarget): Period {
  if (classification_desc !== LINE) {
    throw refusal('echo', `classification_desc ${classification_desc} was not asked for`);
  }
  const of = period(record_date.slice(0, 7));
  if (comparePeriods(from, of) <= 0 && comparePeriods(of, to) <= 0) return of;
  throw refusal('echo', `record_date ${record_date} is not within ${from} to ${to}`);
}

/** Columns that were moved about would still be numbers: gross less refunds must be the net, to the cent. */
function assertSum(row: Row, of: Period): void {
  const { current_month_gross_rcpt_amt: gross, current_month_refund_amt: refund } = row;
  const { current_month_net_rcpt_amt: net } = row;
  if (gross === null || refund === null || net === null || gross.minus(refund).eq(net)) return;
  const stated = [gross, refund, net].map((value) => value.toFixed()).join(', ');
  throw refusal('identity', `gross less refunds must be net in ${of}, got: ${stated}`);
}

function refusal(rule: string, message: string, options: ErrorOptions = {}): SourceRefusal {
  return new SourceRefusal(ID, rule, message, options);
}
