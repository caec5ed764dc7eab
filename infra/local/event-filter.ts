/**
 * Whether a stream record matches a pattern of Lambda's event filtering, as far as our template uses it: nested members, exact
 * strings and prefixes (docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html).
 * @throws Error for a comparison that is not known here, rather than letting records pass or vanish.
 */
export function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => matchesRule(rule, value));
  if (!isObject(pattern)) throw new Error(`a filter must be an object, got: ${String(pattern)}`);
  return Object.entries(pattern).every(
    ([member, inner]) => isObject(value) && matches(inner, value[member]),
  );
}

function matchesRule(rule: unknown, value: unknown): boolean {
  if (typeof rule === 'string') return value === rule;
  const prefix = isObject(rule) && Object.keys(rule).length === 1 ? rule['prefix'] : undefined;
  if (typeof prefix !== 'string') throw new Error(`unknown filter rule: ${JSON.stringify(rule)}`);
  return typeof value === 'string' && value.startsWith(prefix);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
