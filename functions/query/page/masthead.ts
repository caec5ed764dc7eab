import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

/** The head of whatever is read here: it leads back to what changed. */
export function masthead(): Markup {
  return html`<header class="masthead"><a class="mark" href="/">${icon()}Tidemark</a><p>Trade balances and tariffs between pairs of economies, every vintage of every number</p></header>`;
}

/** A gauge with the mark that a tide has left. */
export function icon(): Markup {
  return html`<svg class="icon" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><path d="M2 20q3.5-4 7 0t7 0 7 0 7 0v10H2z" fill="#3d7ea6"/><path d="M2 9h28" stroke="#b5452f" stroke-width="3" stroke-dasharray="5 3"/></svg>`;
}
