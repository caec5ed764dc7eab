import type { Context } from 'hono';
import type * as z from '../domain/zod.ts';
import { ProblemError } from './problem.ts';

export interface BodyShape<T> {
  readonly schema: z.ZodMiniType<T>;
  readonly longestBytes: number;
  /** A body that would do. */
  readonly example: string;
}

/**
 * The body of a request, which must be JSON of a shape.
 * @throws ProblemError 415 for another media type, 413 for one that is too long, 400 naming the member at fault and the rule.
 */
export async function readBody<T>(
  context: Context,
  { schema, longestBytes, example }: BodyShape<T>,
): Promise<T> {
  const [mediaType = ''] = (context.req.header('content-type') ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    throw new ProblemError({
      status: 415,
      title: 'Not JSON',
      detail: 'the body must be application/json',
      example,
    });
  }
  const text = await context.req.text();
  if (Buffer.byteLength(text) > longestBytes) {
    throw new ProblemError({
      status: 413,
      title: 'Too long',
      detail: `the body must not be longer than ${longestBytes} bytes`,
    });
  }
  const json = jsonOf(text);
  if (json === undefined) throw badMember([], 'must be JSON', example);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw badMember([...issue.path, issue.keys[0] ?? ''], 'is no member that exists here', example);
  }
  throw badMember(issue?.path ?? [], issue?.message ?? 'is wrong', example);
}

/** Undefined, which no JSON is, where the text is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of the body that breaks a rule. */
export function badMember(
  path: readonly PropertyKey[],
  rule: string,
  example: string,
): ProblemError {
  const parameter = path.map(String).join('.').slice(0, 80) || 'the body';
  return new ProblemError({
    status: 400,
    title: 'Bad body',
    detail: `${parameter} ${rule}, for example ${example}`,
    parameter,
    rule,
    example,
  });
}
