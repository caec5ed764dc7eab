import { html, raw } from 'hono/html';
import { readInline } from '../assets.ts';
import type { Markup } from '../markup.ts';
import { contentHash, pageHeaders } from '../security.ts';
import { masthead } from './masthead.ts';
import { PAGE_STYLE } from './page-style.ts';

export interface Page {
  readonly title: string;
  /** One sentence for whoever finds the page in a list. */
  readonly description: string;
  readonly body: Markup;
}

/** What every page runs, as `npm run reference` made it of client/script.ts. */
const SCRIPT = readInline('page.js');

// Inline and let through by their hashes: a page is then whole in one answer, also when it is saved, and a page that was kept
// never asks a newer deployment for a style or script which that one does not have any more.
const HEADERS = pageHeaders({ style: contentHash(PAGE_STYLE), script: contentHash(SCRIPT) });

/** A whole HTML document, with the headers that let nothing else in. */
export async function pageResponse(page: Page, status = 200): Promise<Response> {
  return new Response(String(raw(await document(page))), { status, headers: HEADERS });
}

function document({ title, description, body }: Page): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title} - Tidemark</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" title="Alerts" href="/v1/alerts.atom">
<style>${raw(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the figures</a>
${masthead()}
<main id="main">${body}</main>
<footer><p>Each figure belongs to its publisher, who is named beside it.</p><p><a href="/v1/alerts.atom">Alerts as a feed</a> · <a href="/v1/releases.ics">Releases as a calendar</a> · <a href="/docs">All of this for programs</a></p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
}
