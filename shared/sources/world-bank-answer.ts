import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';

export const ID = 'world-bank';

/** A value of one economy and year; null where the Bank has the year and no figure. */
export interface WorldBankRow {
  readonly series: string;
  readonly code: string;
  readonly year: string;
  readonly value: number | null;
}

/** `country.id` is of two letters and the Bank's own for groups, so that rows are told apart by the code of three. */
const rowSchema = z.object({
  indicator: z.object({ id: z.string() }),
  countryiso3code: z.string(),
  date: z.string(),
  value: z.nullable(z.number().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER))),
});

/** Counts are numbers in some answers and text in others. */
const countSchema = z.pipe(z.union([z.number(), z.string()]), z.transform(Number));

const pageSchema = z.object({
  pages: countSchema,
  total: countSchema,
  lastupdated: z.iso.date(),
});

/** The second part is null, or missing, where nothing matches. */
const answerSchema = z.tuple([pageSchema], z.nullable(z.array(rowSchema)));

const faultSchema = z.tuple([
  z.object({ message: z.array(z.object({ id: z.string(), key: z.string(), value: z.string() })) }),
]);

/**
 * Reads an answer. Errors come with status 200, as a message in place of the page, or as XML though JSON was asked for.
 * @throws SourceRefusal also where the answer goes on on another page.
 */
export function readWorldBankRows({ status, text }: HttpAnswer): {
  readonly rows: readonly WorldBankRow[];
  /** Of the whole database; it moves also when nothing of a series does. */
  readonly lastUpdated: string;
} {
  if (status !== 200) throw refusal('status', `HTTP ${status}: ${excerpt(text)}`);
  const json = jsonOf(text);
  const fault = faultSchema.safeParse(json);
  if (fault.success) {
    const [{ message }] = fault.data;
    const said = message.map(({ id, key, value }) => `${id} ${key}: ${value}`);
    throw refusal('provider-error', said.join('; '));
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw refusal('shape', z.prettifyError(answer.error));
  const [page, found] = answer.data;
  const rows = found ?? [];
  if (page.pages > 1 || page.total !== rows.length) {
    throw refusal('cut', `${rows.length} of ${page.total} rows: the rest is on other pages`);
  }
  return {
    lastUpdated: page.lastupdated,
    rows: rows.map(({ indicator, countryiso3code, date, value }) => ({
      series: indicator.id,
      code: countryiso3code,
      year: date,
      value,
    })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('shape', `answer must be JSON, got: ${excerpt(text)}`, { cause });
  }
}

function refusal(rule: string, message: string, options: ErrorOptions = {}): SourceRefusal {
  return new SourceRefusal(ID, rule, message, options);
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
