import { createHash } from 'node:crypto';

/** The source of a Content-Security-Policy that lets through one inline style or script, and only as it is. */
export function contentHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Of everything that a page could load it may load its own style and script, pictures and answers of its own origin. */
export function pageHeaders(hashes: { readonly style: string; readonly script: string }) {
  const policy = [
    "default-src 'none'",
    `script-src ${hashes.script}`,
    `style-src ${hashes.style}`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    // Kept, but asked for again each time: a page that is open all day shows what is known now.
    'cache-control': 'no-cache',
  };
}

/** A picture may be embedded anywhere; opened by itself it runs nothing and loads nothing but its own style. */
export function pictureHeaders(styles: readonly string[]) {
  const style = styles.length > 0 ? `; style-src ${styles.join(' ')}` : '';
  return {
    'content-type': 'image/svg+xml; charset=utf-8',
    'content-security-policy': `default-src 'none'${style}`,
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=300',
  };
}
