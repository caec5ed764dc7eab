import { html } from 'hono/html';
import type { Alert } from '../../../shared/domain/alert.ts';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { Instant } from '../../../shared/domain/observation.ts';
import type { Period } from '../../../shared/domain/period.ts';
import { type Chart, FLOWS } from '../charts/chart.ts';
import { chartOnPage } from '../charts/chart-svg.ts';
import { summary } from '../charts/description.ts';
import type { Reading } from '../charts/readings.ts';
import { sourcesOf } from '../charts/route.ts';
import { byPeriod } from '../charts/shapes.ts';
import type { Markup } from '../markup.ts';
import { distinctNotes } from '../notes.ts';
import { capital, NO_VALUE, shown, shownExactly, unitName } from '../words.ts';

const FREQUENCY_NAMES = { M: 'by month', Q: 'by quarter', A: 'by year' } as const;

/** What is said around a chart. */
export interface Captions {
  /** What makes the newest value news. */
  readonly finding: string;
  readonly basis: string;
  readonly at: Instant | undefined;
}

/** A chart with what it says in a sentence, what it is, where it comes from, and every figure of it. */
export function graphic(chart: Chart, captions: Captions): Markup {
  const { id, frequency, title } = chart;
  const heading = `${id}-${frequency}-h`;
  const about = id === FLOWS ? undefined : METRICS[id];
  return html`<section class="graphic" aria-labelledby="${heading}">
<h2 id="${heading}">${title}${!id.endsWith('-12m') && ` ${FREQUENCY_NAMES[frequency]}`}</h2>
<p>${[capital(summary(chart)), findingOf(chart, captions)].filter(Boolean).join('; ')}.</p>
<figure data-chart>${chartOnPage(chart)}
<figcaption>Source: ${sourcesOf(chart).join('; ')}${captions.basis && html` (${captions.basis})`}.${sharedNotes(chart).map((note) => html` ${note}`)}</figcaption></figure>
<details><summary>The numbers of this chart</summary>${numbers(chart)}</details>
${about && html`<details><summary>What it means</summary><p>${about.definition}</p>${'caveat' in about && html`<p>${about.caveat}</p>`}</details>`}
${links(chart, captions.at)}
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

/** What is to be known of every figure of a line; what is said of single ones stands beside those. */
function sharedNotes({ curves }: Chart): string[] {
  const ofCurves = curves.flatMap(({ readings }) => {
    const [first, ...others] = readings.filter(({ value }) => value !== null);
    return (first?.notes ?? []).filter((note) => others.every(({ notes }) => notes.includes(note)));
  });
  return distinctNotes(ofCurves);
}

type Column = { readonly head: Markup; readonly cell: (period: Period) => Markup };

/** Every period with its figures, newest first. */
function numbers(chart: Chart): Markup {
  const columns = columnsOf(chart);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${chart.title}: the numbers"><table>
<thead><tr><th scope="col">Period</th>${columns.map(({ head }) => head)}</tr></thead>
<tbody>${chart.periods.toReversed().map((period) => html`<tr><th scope="row">${periodName(period)}</th>${columns.map(({ cell: of }) => of(period))}</tr>`)}</tbody></table></div>`;
}

/** The figures, and what there is to say of any of them. */
function columnsOf(chart: Chart): Column[] {
  const { curves, unit, alerts } = chart;
  const byCurve = curves.map((curve) => byPeriod([curve]));
  const readingsIn = (period: Period): Reading[] =>
    byCurve.flatMap((readings) => readings.get(period) ?? []);
  const all = curves.flatMap(({ readings }) => readings);
  const shared = sharedNotes(chart);
  const ownNotes = ({ notes }: Reading): string[] => notes.filter((note) => !shared.includes(note));
  const counted = unitName(unit);
  const column = (title: string, words: (period: Period) => unknown): Column => ({
    head: html`<th scope="col">${title}</th>`,
    cell: (period) => html`<td>${words(period)}</td>`,
  });
  return [
    ...curves.map(({ name }, index) => ({
      head: html`<th scope="col" class="number">${name ? `${name} (${counted})` : capital(counted)}</th>`,
      cell: (period: Period) => cell(byCurve[index]?.get(period), unit),
    })),
    ...(all.some(({ first }) => first)
      ? [
          column('First printed as', (period) =>
            readingsIn(period).map((reading) => firstPrint(reading, unit)),
          ),
        ]
      : []),
    column('Known since', (period) => {
      const known = readingsIn(period)
        .flatMap(({ knownAt }) => knownAt ?? [])
        .toSorted()
        .at(-1);
      return known && dayName(known);
    }),
    ...(alerts.length > 0
      ? [
          column('Told', (period) =>
            alerts.filter((alert) => alert.period === period).map(alertLink),
          ),
        ]
      : []),
    ...(all.some((reading) => ownNotes(reading).length > 0)
      ? [column('Note', (period) => distinctNotes(readingsIn(period).flatMap(ownNotes)).join(' '))]
      : []),
  ];
}

function cell(reading: Reading | undefined, unit: string): Markup {
  if (!reading?.value)
    return html`<td class="number">no value: ${NO_VALUE[reading?.reason ?? 'not-published']}</td>`;
  return html`<td class="number" data-shown="${shown(reading.value, unit)}">${shownExactly(reading.value, unit)}</td>`;
}

function firstPrint({ first }: Reading, unit: string): Markup | '' {
  return first
    ? html`${shownExactly(first.value, unit)} <small>(${dayName(first.knownAt)})</small> `
    : '';
}

function alertLink({ id, reason }: Alert): Markup {
  return html`<a href="/alerts/${encodeURIComponent(id)}">${reason}</a> `;
}
