import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from '../domain/zod.ts';

/** RFC 9457, as it is answered; of it problems are only made by type: an error must not fail for its form. */
export const problemForm = z.object({
  /** Where the reference page explains the kind of problem that the title names. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  /** The parameter, header or member at fault, the rule it broke, a value that would do. */
  parameter: z.optional(z.string()),
  rule: z.optional(z.string()),
  example: z.optional(z.string()),
  /** What there is, where something else was asked for. */
  known: z.optional(z.array(z.string())),
});
type ProblemAnswer = z.infer<typeof problemForm>;

/** What a caller may be told, and how to mend it. */
export interface Problem extends Omit<ProblemAnswer, 'type' | 'status' | 'requestId' | 'known'> {
  readonly status: ContentfulStatusCode;
  readonly known?: readonly string[];
}

interface ProblemOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** How much of what was asked is said back. */
const LONGEST_QUOTE = 80;

/** Ends a request with a problem; everything else that is thrown is a fault of ours and is told to nobody. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, { headers = {}, ...options }: ProblemOptions = {}) {
    super(problem.detail, options);
    this.problem = problem;
    this.headers = headers;
  }
}

export function badParameter(asked: string, rule: string, example?: string): ProblemError {
  const parameter = quoted(asked);
  return new ProblemError({
    status: 400,
    title: 'Bad parameter',
    detail: `${parameter} ${rule}${example ? `, for example ${example}` : ''}`,
    parameter,
    rule,
    ...(example ? { example } : {}),
  });
}

export function unknown(what: string, asked: string, known: readonly string[]): ProblemError {
  return new ProblemError({
    status: 404,
    title: `Unknown ${what}`,
    detail: `there is no ${what} ${JSON.stringify(quoted(asked))} here`,
    known,
  });
}

/** A path that there is, asked by a method that it does not have. */
export function methodNotAllowed(method: string, allowed: readonly string[]): ProblemError {
  const allow = allowed.join(', ');
  return new ProblemError(
    {
      status: 405,
      title: 'Method not allowed',
      detail: `this path is not for ${quoted(method)}, it is for ${allow}`,
      known: allowed,
    },
    { headers: { allow } },
  );
}

export function notAcceptable(offered: readonly string[]): ProblemError {
  return new ProblemError({
    status: 406,
    title: 'Not acceptable',
    detail: `Accept must allow ${offered.join(' or ')}, or be left out`,
    parameter: 'Accept',
    known: offered,
  });
}

export function uriTooLong(most: number): ProblemError {
  return new ProblemError({
    status: 414,
    title: 'URI too long',
    detail: `path and query must be of ${most} characters at the most`,
  });
}

/** The table gives no more at the moment: its ceiling on what it may cost was reached. */
export function busy(): ProblemError {
  return new ProblemError(
    {
      status: 503,
      title: 'Busy',
      detail: 'too much is being asked at the moment; ask again in a few seconds',
    },
    { headers: { 'retry-after': '5' } },
  );
}

export function internalError(): ProblemError {
  return new ProblemError({
    status: 500,
    title: 'Internal error',
    detail: 'the request failed; the fault is ours and was recorded under the request id',
  });
}

export function problemResponse(context: Context, { problem, headers }: ProblemError): Response {
  const { title, status, known, ...rest } = problem;
  const answer: ProblemAnswer = {
    type: `/docs#${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    status,
    ...rest,
    requestId: context.get('requestId'),
    ...(known && { known: [...known] }),
  };
  return context.json(answer, status, {
    ...headers,
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
}

/** Cut between characters, so that no half of one is said back. */
function quoted(asked: string): string {
  return [...asked.slice(0, 2 * LONGEST_QUOTE)].slice(0, LONGEST_QUOTE).join('').toWellFormed();
}
