import * as z from 'zod';
import { SnsError } from './sns-error.ts';

/** Which values a message's attributes must have; every one that is named must be there. */
export const filterPolicySchema = z.record(z.string(), z.array(z.string()).min(1));
export type FilterPolicy = z.infer<typeof filterPolicySchema>;

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/**
 * A filter policy with SNS's own limits, of exact strings only: of the other operators there is no use here, and one that was let
 * through unread would deliver what it should hold back.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 * @throws SnsError InvalidParameter for what SNS, or this one, does not take.
 */
export function parseFilterPolicy(text: string): FilterPolicy {
  const policy = filterPolicySchema.safeParse(jsonOf(text)).data;
  if (!policy) throw invalid('only lists of exact strings are known here');
  const lists = Object.values(policy);
  if (lists.length > MOST_KEYS) throw invalid(`must not have more than ${MOST_KEYS} keys`);
  const combinations = lists.reduce((product, { length }) => product * length, 1);
  if (combinations > MOST_COMBINATIONS) throw invalid('is too complex');
  return policy;
}

export function letsThrough(
  policy: FilterPolicy | null,
  attributes: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(policy ?? {}).every(([name, values]) => {
    const value = attributes[name];
    return value !== undefined && values.includes(value);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(reason: string): SnsError {
  return new SnsError('InvalidParameter', `Invalid parameter: FilterPolicy: ${reason}`);
}
