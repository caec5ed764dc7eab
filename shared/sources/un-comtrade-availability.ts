import { createHash } from 'node:crypto';
import { comparePeriods, type Period } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { TidemarkError } from '../platform/errors.ts';
import type { ServedFrequency } from './providers.ts';
import type { Marks, SourceContext } from './source.ts';
import { ID, readComtradeEnvelope, refusal } from './un-comtrade-answer.ts';

/** One reporter's trade of one period, all partners and goods: what Comtrade releases and replaces as a whole. */
interface Dataset {
  readonly frequency: ServedFrequency;
  readonly period: Period;
  /** The reporter's code. */
  readonly area: number;
}

/** Periods in one call: as many as the keyed endpoints take (CAC, DataAvailability.py). */
const PERIODS_PER_CALL = 12;

/**
 * The fields that tell a release from the one before it. `datasetCode` is larger than a double holds, and is not needed. Seen of
 * Australia's June 2022 between 2022-12 and 2023-01: totalRecords, datasetChecksum and lastReleased were others.
 */
const rowSchema = z.object({
  typeCode: z.string(),
  freqCode: z.string(),
  period: z.number(),
  reporterCode: z.number(),
  classificationCode: z.string(),
  totalRecords: z.number(),
  datasetChecksum: z.number(),
  lastReleased: z.string(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * A mark for each frequency and period: of what all of the reporters that are asked about have released of it. Empty where
 * availability is not told in the shape that is known: then everything is asked, as if there were no such thing.
 */
export async function availability(
  datasets: readonly Dataset[],
  context: SourceContext,
  pauseMs: number,
): Promise<Marks> {
  try {
    const marks: Record<string, string> = {};
    for (const [index, of] of callsFor(datasets).entries()) {
      if (index > 0) await context.sleep(pauseMs);
      Object.assign(marks, await ask(of, context));
    }
    return marks;
  } catch (error) {
    if (error instanceof TidemarkError) return {};
    throw error;
  }
}

/** The part of the figures that a mark is of. */
export function partOf({ frequency, period }: Pick<Dataset, 'frequency' | 'period'>): string {
  return `${frequency} ${period}`;
}

/** Periods have no hyphen here. */
export function onWire(period: Period): string {
  return period.replace('-', '');
}

interface Call {
  readonly frequency: ServedFrequency;
  readonly periods: readonly Period[];
  readonly areas: readonly number[];
}

function callsFor(datasets: readonly Dataset[]): Call[] {
  const areas = [...new Set(datasets.map(({ area }) => area))].sort((a, b) => a - b);
  return [...Map.groupBy(datasets, ({ frequency }) => frequency)].flatMap(([frequency, of]) => {
    const periods = [...new Set(of.map(({ period }) => period))].sort(comparePeriods);
    return Array.from({ length: Math.ceil(periods.length / PERIODS_PER_CALL) }, (_, index) => ({
      frequency,
      areas,
      periods: periods.slice(index * PERIODS_PER_CALL, (index + 1) * PERIODS_PER_CALL),
    }));
  });
}

async function ask(call: Call, { http, baseUrl, apiKey }: SourceContext): Promise<Marks> {
  const { frequency, periods, areas } = call;
  const url = new URL(`${baseUrl}${apiKey ? '/data' : '/public'}/v1/getDa/C/${frequency}/HS`);
  url.search = new URLSearchParams({
    reporterCode: areas.join(','),
    period: periods.map(onWire).join(','),
  }).toString();
  const answer = await http.get({
    source: ID,
    url,
    headers: apiKey ? { 'ocp-apim-subscription-key': apiKey } : {},
  });
  const rows = readComtradeEnvelope(answer, rowSchema);
  for (const row of rows) assertEcho(row, call);
  const byPeriod = Map.groupBy(rows, ({ period }) => String(period));
  return Object.fromEntries(
    periods.map((period) => [
      partOf({ frequency, period }),
      markOf(byPeriod.get(onWire(period)) ?? []),
    ]),
  );
}

function assertEcho({ typeCode, freqCode, period, reporterCode }: Row, call: Call): void {
  const isAsked =
    typeCode === 'C' &&
    freqCode === call.frequency &&
    call.areas.includes(reporterCode) &&
    call.periods.some((of) => onWire(of) === String(period));
  if (!isAsked) throw refusal('echo', `dataset ${reporterCode} ${period} was not asked for`);
}

/** A reporter has a row for each classification. Of a period that nobody has released the mark is that of no rows. */
function markOf(rows: readonly Row[]): string {
  const releases = rows.map((row) =>
    [
      row.reporterCode,
      row.classificationCode,
      row.datasetChecksum,
      row.totalRecords,
      row.lastReleased,
    ].join(' '),
  );
  return createHash('sha256').update(releases.sort().join('\n')).digest('hex').slice(0, 16);
}
