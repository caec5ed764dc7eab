import { config, type core } from 'zod/mini';

/**
 * zod/mini with messages in English, which it has none of by itself: its `locales` would bundle every language, and its English
 * alone is 2.7 KB, most of them for formats and sizes that no schema of ours has. All of functions/ and shared/ makes its schemas
 * with `import * as z` of this module, so that each bundle holds only what it uses.
 */
config({ localeError: faultOf });

export * from 'zod/mini';

/** What a value breaks. */
function faultOf(issue: core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Invalid input: expected ${issue.expected}, received ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `Invalid input: expected ${listOf(issue.values, ' or ')}`;
    case 'too_small':
      return `Too small: expected ${sized(issue.origin, issue.inclusive ? '>=' : '>', issue.minimum)}`;
    case 'too_big':
      return `Too big: expected ${sized(issue.origin, issue.inclusive ? '<=' : '<', issue.maximum)}`;
    case 'invalid_format':
      return `Invalid ${issue.format === 'regex' ? `string: must match ${issue.pattern}` : issue.format}`;
    case 'unrecognized_keys':
      return `Unrecognized key: ${listOf(issue.keys, ', ')}`;
    default:
      return 'Invalid input';
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value;
}

function listOf(values: readonly unknown[], between: string): string {
  return values
    .map((value) => (typeof value === 'string' ? `"${value}"` : String(value)))
    .join(between);
}

function sized(origin: string, sign: string, limit: number | bigint): string {
  if (origin === 'string') return `string to have ${sign}${limit} characters`;
  return origin === 'array'
    ? `array to have ${sign}${limit} items`
    : `${origin} to be ${sign}${limit}`;
}
