import * as z from '../domain/zod.ts';
import { SourceKeyRefused, SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';
import { jsonIn } from './json.ts';

export const ID = 'us-census';

/** One row by column name; a cell without a figure is null. */
export type CensusRow = (column: string) => string | null;

/** The wire format: an array of arrays of strings, the first of them the header. */
const tableSchema = z.array(z.array(z.nullable(z.string()))).check(
  z.minLength(1),
  z.refine(
    (rows) => rows.every((row) => row.length === rows[0]?.length),
    'every row must be as long as the header',
  ),
);

/**
 * Reads an answer that must hold these columns.
 * 204 without a body is a valid query that matches nothing: the month is not out yet, or there was no trade.
 */
export function readCensusRows(
  answer: HttpAnswer,
  columns: readonly string[],
  apiKey: string,
): CensusRow[] {
  if (answer.status === 204) return [];
  assertKeyAccepted(answer);
  assertNoError(answer, apiKey);
  const body = jsonIn(answer.text);
  if (body === undefined) {
    throw refusal('shape', `answer must be JSON, got: ${excerpt(answer.text, apiKey)}`);
  }
  const [header = [], ...rows] = tableOf(body);
  const lacking = columns.filter((column) => !header.includes(column));
  if (lacking.length > 0) throw refusal('shape', `header lacks ${lacking}: ${header}`);
  // A column that is asked for and is also a predicate comes twice; the first is the one asked for.
  const places = new Map(columns.map((column) => [column, header.indexOf(column)]));
  return rows.map((row) => (column) => row[places.get(column) ?? -1] ?? null);
}

type Table = z.infer<typeof tableSchema>;

/** What the schema takes, looked at in one go, because an answer may have a million cells; what is at fault the schema then tells. */
function tableOf(answer: unknown): Table {
  if (isTable(answer)) return answer;
  const table = tableSchema.safeParse(answer);
  if (table.success) return table.data;
  throw refusal('shape', z.prettifyError(table.error));
}

function isTable(answer: unknown): answer is Table {
  if (!Array.isArray(answer) || !Array.isArray(answer[0])) return false;
  const { length } = answer[0];
  return answer.every(
    (row) =>
      Array.isArray(row) &&
      row.length === length &&
      row.every((cell) => cell === null || typeof cell === 'string'),
  );
}

/**
 * A missing, wrong or not yet activated key is answered by 302 to an HTML page and `X-DataWebAPI-KeyError: 1`; whoever
 * follows sees 200 text/html (ETRX audit, 2026-08-23).
 */
function assertKeyAccepted({ status, headers, contentType, text }: HttpAnswer): void {
  const location = headers.get('location') ?? '';
  const redirected = status === 302 && /(missing|invalid)_key/.test(location);
  const followed = contentType === 'text/html' && /<title>\s*(missing|invalid) key/i.test(text);
  if (!redirected && !followed && !headers.has('x-datawebapi-keyerror')) return;
  const missing = /missing.key/i.test(`${location} ${text}`);
  throw new SourceKeyRefused(
    ID,
    missing ? 'the provider saw no key' : 'the key is unknown to the provider or not activated',
  );
}

/**
 * A mistake in the query is answered by 400 and text such as "error: unknown variable 'X'"; a failure of the server by "There
 * was an error while running your query…", not always with an error status (censusapi issue 47).
 */
function assertNoError({ status, text }: HttpAnswer, apiKey: string): void {
  if (status === 200 && !/^\W*there was an error/i.test(text)) return;
  throw refusal('provider-error', `HTTP ${status}: ${excerpt(text, apiKey)}`);
}

export function refusal(rule: string, message: string): SourceRefusal {
  return new SourceRefusal(ID, rule, message);
}

/** The key travels in the query string, which a server may quote. */
function excerpt(text: string, apiKey: string): string {
  return text.replaceAll(apiKey, '…').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
