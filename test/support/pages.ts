import { createHash } from 'node:crypto';
import { expect } from 'vitest';

/** A page as it came, and the same as plain words. */
export interface AskedPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly words: string;
}

interface Asked {
  request(target: string): Promise<Response> | Response;
}

export async function whenPageIsAsked(
  { app }: { readonly app: Asked },
  path: string,
): Promise<AskedPage> {
  const response = await app.request(path);
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, words: wordsOf(html) };
}

/** What a reader sees of a page, pictures, styles and scripts left out. */
function wordsOf(html: string): string {
  return html
    .replace(/<(style|script|svg|head)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[\s\u202f]+/g, ' ')
    .replace(/ ([,.;:)])/g, '$1');
}

/** The sources that a Content-Security-Policy allows for a kind of thing. */
export function allowedBy(headers: Headers, directive: string): string | undefined {
  return headers
    .get('content-security-policy')
    ?.split('; ')
    .find((part) => part.startsWith(`${directive} `))
    ?.slice(directive.length + 1);
}

/** Everything inline is let through by its hash, and nothing is inline that would not be. */
export function expectOnlyWhatIsAllowed({ html, headers }: AskedPage): void {
  for (const [element, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const found = [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))];
    expect(found).toHaveLength(1);
    const hash = createHash('sha256')
      .update(found[0]?.[1] ?? '')
      .digest('base64');
    expect(allowedBy(headers, directive)).toBe(`'sha256-${hash}'`);
  }
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(tagsOf(html).filter((tag) => /\s(on\w+|style)=/i.test(tag))).toEqual([]);
  expect(html).not.toMatch(/(href|src|action)="\s*(javascript|data):/i);
}

/** The tags of a document without the values of their attributes, what is in its script aside. */
function tagsOf(html: string): string[] {
  const markup = html.replace(/<script>.*?<\/script>/s, '').replace(/"[^"]*"/g, '""');
  return markup.match(/<[a-z][^>]*>/gi) ?? [];
}
