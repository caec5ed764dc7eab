import * as z from '../domain/zod.ts';
import { SourceKeyRefused, SourceRefusal, SourceUnreachable } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';

export const ID = 'un-comtrade';

/** The keyless preview ends its answers here without a word, and `count` is the rows that it sent (probe of 2026-06-26). */
export const ROW_CAP = 500;

/**
 * The server prints doubles; below 2^53 they print back to the digits that were sent, also the fractions that reporters in
 * other currencies get by conversion, such as 30239592580.065.
 */
const dollarsSchema = z.nullable(
  z.number().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER)),
);

/** The fields that matter among the 47 of a row. */
const rowSchema = z.object({
  typeCode: z.string(),
  freqCode: z.string(),
  period: z.string(),
  reporterCode: z.number(),
  flowCode: z.string(),
  partnerCode: z.number(),
  partner2Code: z.nullable(z.number()),
  classificationSearchCode: z.string(),
  cmdCode: z.string(),
  customsCode: z.nullable(z.string()),
  mosCode: z.nullable(z.string()),
  motCode: z.nullable(z.number()),
  fobvalue: dollarsSchema,
  primaryValue: dollarsSchema,
});

export type ComtradeRow = z.infer<typeof rowSchema>;

const envelopeSchema = z.object({
  count: z.number(),
  data: z.array(z.unknown()),
  error: z.nullish(z.string()),
});

/** Reads an answer; `count: 0` means that the reporter has not sent the period yet, or did not trade. */
export function readComtradeRows(answer: HttpAnswer): ComtradeRow[] {
  return readComtradeEnvelope(answer, rowSchema);
}

/** What every answer is wrapped in. */
export function readComtradeEnvelope<T>(answer: HttpAnswer, row: z.ZodMiniType<T>): T[] {
  assertServed(answer);
  const { count, data, error } = parse(envelopeSchema, jsonOf(answer.text));
  // One developer saw the preview's "Maximum number of periods" with status 200.
  if (error) throw refusal('provider-error', excerpt(error));
  if (data.length >= ROW_CAP) {
    throw refusal('cut', `${data.length} rows, as many as fit into an answer: the rest is cut off`);
  }
  if (count !== data.length) {
    throw refusal('count', `count must be the number of rows, got: ${count} and ${data.length}`);
  }
  return parse(z.array(row), data);
}

/**
 * 401 is about the key. 403 is also the hourly or daily quota, which comes back. 404 is a path in the wrong case, 414 an HTML
 * page, 400 a parameter; none of these goes away by asking again.
 */
function assertServed({ status, text }: HttpAnswer): void {
  if (status === 200) return;
  const said = `HTTP ${status}: ${excerpt(text)}`;
  if (status === 401) throw new SourceKeyRefused(ID, said);
  if (status === 403 && /quota/i.test(text)) throw new SourceUnreachable(ID, said);
  throw refusal('provider-error', said);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('shape', `answer must be JSON, got: ${excerpt(text)}`, { cause });
  }
}

function parse<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusal('shape', excerpt(z.prettifyError(parsed.error)));
}

export function refusal(rule: string, message: string, options: ErrorOptions = {}): SourceRefusal {
  return new SourceRefusal(ID, rule, message, options);
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
