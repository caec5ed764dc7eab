import { html } from 'hono/html';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { Instant } from '../../../shared/domain/observation.ts';
import { type Chart, FLOWS } from '../charts/chart.ts';
import { chartOnPage } from '../charts/chart-svg.ts';
import { summary } from '../charts/description.ts';
import { sourcesOf } from '../charts/route.ts';
import type { Markup } from '../markup.ts';
import { capital } from '../words.ts';
import { numbers, sharedNotes } from './numbers.ts';

const FREQUENCY_NAMES = { M: 'by month', Q: 'by quarter', A: 'by year' } as const;

const FLOWS_MEAN =
  'What the reporter says it sold to the partner and bought from it, in goods. The distance between the lines is the trade balance: a deficit where imports are on top, a surplus where exports are.';

/** What is said around a chart. */
export interface Captions {
  /** What makes the newest value news. */
  readonly finding: string;
  readonly basis: string;
  readonly at: Instant | undefined;
}

/** A chart with what it says in a sentence, where it comes from, what it means beside it, and every figure of it below. */
export function graphic(chart: Chart, captions: Captions): Markup {
  const { id, frequency, title } = chart;
  const heading = `${id}-${frequency}-h`;
  const about = id === FLOWS ? undefined : METRICS[id];
  return html`<section class="graphic" aria-labelledby="${heading}">
<h2 id="${heading}">${title}${!id.endsWith('-12m') && ` ${FREQUENCY_NAMES[frequency]}`}</h2>
<p>${[capital(summary(chart)), findingOf(chart, captions)].filter(Boolean).join('; ')}.</p>
<div class="plate"><figure data-chart>${chartOnPage(chart)}
<figcaption>Source: ${sourcesOf(chart).join('; ')}${captions.basis && html` (${captions.basis})`}.</figcaption></figure>
<div class="margin"><h3>What it means</h3>
<p>${about ? about.definition : FLOWS_MEAN}</p>${about && 'caveat' in about && html`<p>${about.caveat}</p>`}${sharedNotes(chart).map((note) => html`<p>${note}</p>`)}
${links(chart, captions.at)}</div></div>
<details><summary>The numbers of this chart</summary>${numbers(chart)}</details>
</section>`;
}

/** Of the first line, which is named where there are others. */
function findingOf({ curves: [main, ...others] }: Chart, { finding }: Captions): string {
  return finding && main && others.length > 0 ? `${main.name.toLowerCase()}: ${finding}` : finding;
}

/** The same figures for programs, and the picture for pages of others. */
function links({ id, pair, frequency }: Chart, at: Instant | undefined): Markup {
  const known = at ? `&asOf=${encodeURIComponent(at)}` : '';
  const svg = `/charts/${pair}/${id}.svg?frequency=${frequency}${known}`;
  const csv = (path: string): string =>
    `/v1/pairs/${pair}/${path}${path.includes('?') ? '&' : '?'}format=csv${known}`;
  if (id === FLOWS) {
    const flow = (name: string): Markup =>
      html`${name}: <a href="${csv(`observations/${name}`)}">CSV</a>, <a href="/v1/pairs/${pair}/observations/${name}${at ? `?asOf=${encodeURIComponent(at)}` : ''}">JSON</a>`;
    return html`<p class="links">${flow('exports')} · ${flow('imports')} · <a href="${svg}">Picture to embed</a></p>`;
  }
  const path = `metrics/${id}?frequency=${frequency}`;
  return html`<p class="links"><a href="${csv(path)}">CSV</a> · <a href="/v1/pairs/${pair}/${path}${known}">JSON</a> · <a href="${svg}">Picture to embed</a></p>`;
}
