import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An RFC 9457 problem: what a caller may be told, and how to mend it. */
export interface Problem {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail: string;
  /** The parameter at fault, the rule it broke, a value that would do. */
  readonly parameter?: string;
  readonly rule?: string;
  readonly example?: string;
  /** What there is, where something else was asked for. */
  readonly known?: readonly string[];
}

/** How much of what was asked is said back. */
const LONGEST_QUOTE = 80;

/** Ends a request with a problem; everything else that is thrown is a fault of ours and is told to nobody. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options: ErrorOptions = {}) {
    super(problem.detail, options);
    this.problem = problem;
  }
}

export function badParameter(asked: string, rule: string, example?: string): ProblemError {
  const parameter = asked.slice(0, LONGEST_QUOTE);
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
    detail: `there is no ${what} ${JSON.stringify(asked.slice(0, LONGEST_QUOTE))} here`,
    known,
  });
}

export function problemResponse(context: Context, problem: Problem): Response {
  return context.json({ type: 'about:blank', ...problem }, problem.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
}
