import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of what must not be stored in clear; an address and an IP that were spelt alike have different hashes. */
export function keyedHash(key: string, what: 'address' | 'network', text: string): string {
  return createHmac('sha256', key).update(`${what}\n${text}`).digest('base64url');
}

/**
 * The inbox that an address stands for, as far as can be told: case is nobody's intention, and what follows a plus sign is free
 * to make up and ends in the same inbox. Only for counting; mails go to the address as it was given.
 */
export function inboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '')}@${domain}`;
}
