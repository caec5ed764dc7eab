import { createHash } from 'node:crypto';

/** Ours, drawn once (version 4): names under it are nobody else's. */
const NAMESPACE = Buffer.from('5b1d0f2e3c8a4d6f9a7be1c04f2d6683', 'hex');

/**
 * A UUID that a name always has (RFC 9562, version 5), for feeds and calendars: they want ids that are unique everywhere and
 * stay the same whatever address the API is reached by.
 */
export function nameUuid(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
