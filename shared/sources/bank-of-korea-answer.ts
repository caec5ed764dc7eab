import * as z from '../domain/zod.ts';
import { SourceKeyRefused, SourceRefusal, SourceUnreachable } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';

export const ID = 'bank-of-korea';

/** The members that matter of a row's fourteen; every value is text. */
const rowSchema = z.object({
  STAT_CODE: z.string(),
  ITEM_CODE1: z.nullable(z.string()),
  UNIT_NAME: z.nullable(z.string()),
  TIME: z.string(),
  DATA_VALUE: z.nullable(z.string()),
});
export type EcosRow = z.infer<typeof rowSchema>;

const answerSchema = z.union(
  [
    z.object({
      StatisticSearch: z.object({ list_total_count: z.number(), row: z.array(rowSchema) }),
    }),
    z.object({ RESULT: z.object({ CODE: z.string(), MESSAGE: z.string() }) }),
  ],
  'must be {"StatisticSearch": {list_total_count, row}} or {"RESULT": {CODE, MESSAGE}}',
);

const KEY_REFUSED = 'INFO-100';
const NO_ROWS = 'INFO-200';
/** Errors of the server, of its database and of its SQL; and too many calls, after which it refuses for a while. */
const COMES_BACK = ['ERROR-500', 'ERROR-600', 'ERROR-601', 'ERROR-602'];

/**
 * Reads an answer. An error comes with status 200 as well, in another shape, and so does an answer without rows (INFO-200, measured
 * 2026-08-06): the month is not there yet. What is passed on of an answer is passed on without `secrets`.
 */
export function readEcosRows(answer: HttpAnswer, secrets: readonly string[]): EcosRow[] {
  const said = (text: string): string =>
    excerpt(secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text));
  const { status, text } = answer;
  if (status !== 200) throw refusal('provider-error', `HTTP ${status}: ${said(text)}`);
  const parsed = answerSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw refusal('shape', said(`${z.prettifyError(parsed.error)}, got: ${text}`));
  }
  if ('RESULT' in parsed.data) return rowsOfResult(parsed.data.RESULT, said);
  const { list_total_count: count, row } = parsed.data.StatisticSearch;
  if (count === row.length) return row;
  throw refusal('cut', `${row.length} of ${count} rows: the rest was left out`);
}

function rowsOfResult(
  { CODE, MESSAGE }: { CODE: string; MESSAGE: string },
  said: (text: string) => string,
): EcosRow[] {
  if (CODE === NO_ROWS) return [];
  const words = said(`${CODE}: ${MESSAGE}`);
  if (CODE === KEY_REFUSED) throw new SourceKeyRefused(ID, words);
  if (COMES_BACK.includes(CODE)) throw new SourceUnreachable(ID, words);
  throw refusal('provider-error', words);
}

/** Nothing where it is no JSON, which the schema tells: the parser's own words would quote the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function refusal(rule: string, message: string): SourceRefusal {
  return new SourceRefusal(ID, rule, message);
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
