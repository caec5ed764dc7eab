import type { Marks } from './source.ts';

const MINUTE_MS = 60_000;

/**
 * By what a server tells one version of a file from another. A weak tag may be that of another version, and so may the time of a
 * change that is less than a minute old (RFC 9110, 8.8.1 and 8.8.2.2): neither is taken.
 */
export function validatorsOf(headers: Headers): Marks {
  const etag = headers.get('etag');
  if (etag && !etag.startsWith('W/')) return { etag };
  const modified = headers.get('last-modified');
  const age = Date.parse(headers.get('date') ?? '') - Date.parse(modified ?? '');
  return modified && age >= MINUTE_MS ? { modified } : {};
}

/** What is asked for only if it is another version. */
export function conditionsOf({ etag, modified }: Marks): Record<string, string> {
  if (etag !== undefined) return { 'if-none-match': etag };
  return modified === undefined ? {} : { 'if-modified-since': modified };
}
