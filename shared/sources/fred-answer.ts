import * as z from '../domain/zod.ts';
import { SourceKeyRefused, SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';
import { jsonIn } from './json.ts';

export const ID = 'fred';

/** A real-time period from here on is all of it, from the earliest day that FRED takes. */
export const EARLIEST_DAY = '1776-07-04';

const errorSchema = z.object({ error_message: z.string() });

const metadataSchema = z.object({
  seriess: z.tuple([
    z.object({
      id: z.string(),
      title: z.string(),
      frequency_short: z.string(),
      units: z.string(),
      seasonal_adjustment_short: z.string(),
    }),
  ]),
});
/** What FRED says about a series. */
export type SeriesMetadata = z.infer<typeof metadataSchema>['seriess'][0];

const rowSchema = z.object({
  /** From this day on, and through the other one, the value was the newest there was. */
  realtime_start: z.iso.date(),
  realtime_end: z.iso.date(),
  date: z.iso.date(),
  /** Text; "." where there is none. */
  value: z.string().check(z.regex(/^(\.|-?\d+(\.\d+)?)$/, 'must be a number in text, or "."')),
});
/** A value with the days on which it stood. */
export type Row = z.infer<typeof rowSchema>;

/**
 * With a real-time period that begins later, rows would be dated by its first day and not by their own (fredapi, pull request 52):
 * an answer that does not echo the earliest day is refused. `lin` is as published, without a transformation.
 */
const pageSchema = z.object({
  realtime_start: z.literal(EARLIEST_DAY),
  units: z.literal('lin'),
  output_type: z.literal(1),
  count: z.int().check(z.nonnegative()),
  offset: z.int().check(z.nonnegative()),
  observations: z.array(rowSchema),
});
export type Page = z.infer<typeof pageSchema>;

/** @throws SourceRefusal, SourceKeyRefused */
export function readMetadata(answer: HttpAnswer, key: string): SeriesMetadata {
  return read(metadataSchema, answer, key).seriess[0];
}

/** @throws SourceRefusal, SourceKeyRefused */
export function readPage(answer: HttpAnswer, key: string): Page {
  return read(pageSchema, answer, key);
}

function read<T extends z.ZodMiniType>(schema: T, answer: HttpAnswer, key: string): z.infer<T> {
  const body = jsonIn(answer.text);
  if (answer.status !== 200) throw problemOf(answer, body, key);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const got = body === undefined ? `, got: ${excerpt(answer.text, key)}` : '';
  throw refusal('shape', `${z.prettifyError(parsed.error)}${got}`);
}

/** Every mistake is a 400, a wrong key too: its message alone tells them apart. */
function problemOf({ status, text }: HttpAnswer, body: unknown, key: string): Error {
  const said = errorSchema.safeParse(body).data?.error_message ?? text;
  const words = excerpt(said, key);
  if (/api_key/.test(said)) return new SourceKeyRefused(ID, `the key is refused: ${words}`);
  return refusal('provider-error', `HTTP ${status}: ${words}`);
}

export function refusal(rule: string, message: string): SourceRefusal {
  return new SourceRefusal(ID, rule, message);
}

/** The key travels in the query string, which a server may quote. */
function excerpt(text: string, key: string): string {
  return text.replaceAll(key, '…').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
