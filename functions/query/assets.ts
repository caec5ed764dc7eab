import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What was made when the API was built; it lies beside the code, so that only who asks for it loads it. */
export function readAsset(name: 'openapi.json' | 'docs.html'): Promise<string> {
  return readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
}

/** A style or the script of the pages: text that is no part of the program to parse, and read once, when what draws is loaded. */
export function readInline(name: 'base.css' | 'chart.css' | 'page.css' | 'page.js'): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
}

/** Of everything that a page could load or run, its own style alone, and that only as it is. */
export function ownStyleOnly(page: string): { readonly 'content-security-policy': string } {
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`;
  return { 'content-security-policy': policy };
}
