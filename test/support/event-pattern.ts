/**
 * Whether a record matches a pattern of Lambda event filtering: each field of the pattern must be there, and each list is
 * an "or" of exact values and prefixes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function matches(pattern: unknown, record: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((option) => optionMatches(option, record));
  if (!isObject(pattern) || !isObject(record)) return false;
  return Object.entries(pattern).every(([key, inside]) => matches(inside, record[key]));
}

function optionMatches(option: unknown, value: unknown): boolean {
  if (!isObject(option)) return option === value;
  const prefix = option['prefix'];
  if (typeof prefix !== 'string') {
    throw new Error(
      `only exact values and prefixes are known here, got: ${JSON.stringify(option)}`,
    );
  }
  return typeof value === 'string' && value.startsWith(prefix);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
