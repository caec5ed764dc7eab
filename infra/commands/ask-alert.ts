import * as z from 'zod';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import type { Vintage } from '../../shared/domain/observation.ts';
import { type AlertAnswer, alertAnswerSchema, vintagesAnswerSchema } from './alert-answer.ts';
import { CommandError } from './command-error.ts';

/** Asks a path of the API, `/v1/alerts`. */
export type Ask = (path: string) => Promise<Response> | Response;

/**
 * An alert, and every vintage of all that goes into its metric.
 * @throws CommandError when the API does not have it, or answers with something else.
 */
export async function askAlert(
  id: string,
  ask: Ask,
): Promise<{ alert: AlertAnswer; vintages: Vintage[] }> {
  const alert = await answer(`/v1/alerts/${encodeURIComponent(id)}`, alertAnswerSchema, ask);
  const pair = encodeURIComponent(alert.pair);
  const vintages = await Promise.all(
    METRICS[alert.metric].inputs.map((indicator) =>
      answer(`/v1/pairs/${pair}/observations/${indicator}?history=all`, vintagesAnswerSchema, ask),
    ),
  );
  return { alert, vintages: vintages.flat() };
}

const problemSchema = z.object({ detail: z.string(), known: z.array(z.string()).default([]) });

async function answer<T>(path: string, schema: z.ZodType<T>, ask: Ask): Promise<T> {
  const response = await ask(path);
  const text = await response.text();
  const body = parseJson(text);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body).data;
    const known = problem?.known.map((one) => `\n  ${one}`).join('') ?? '';
    const hint = known && `; the newest there are:${known}`;
    throw new CommandError(
      `${path}: ${response.status}, ${problem?.detail ?? 'no reason given'}${hint}`,
    );
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CommandError(
    `${path} is not answered as by this version of Tidemark: ${z.prettifyError(parsed.error)}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
