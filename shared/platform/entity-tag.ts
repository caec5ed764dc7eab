import { createHash } from 'node:crypto';
import type { Coding } from './negotiation.ts';

const SUFFIXES: Readonly<Record<Coding, string>> = { br: '-br', gzip: '-gz' };

/** A strong validator: it names these bytes, in the coding in which they are sent (RFC 9110, 8.8.3.3). */
export function entityTag(content: Uint8Array, coding: Coding | undefined): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return `"${hash}${coding ? SUFFIXES[coding] : ''}"`;
}

/** Whether If-None-Match names a tag: weakly compared, one of many, or any (RFC 9110, 13.1.2). */
export function isNamedIn(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  const named: string[] = ifNoneMatch?.match(/"[^"]*"/g) ?? [];
  return named.includes(tag);
}
