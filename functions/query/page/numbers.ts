import { html } from 'hono/html';
import type { Alert } from '../../../shared/domain/alert.ts';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import type { Period } from '../../../shared/domain/period.ts';
import type { Chart } from '../charts/chart.ts';
import type { Reading } from '../charts/readings.ts';
import { byPeriod } from '../charts/shapes.ts';
import type { Markup } from '../markup.ts';
import { distinctNotes } from '../notes.ts';
import { capital, NO_VALUE, shown, shownExactly, unitName } from '../words.ts';

/** What is to be known of every figure of a line; what is said of single ones stands beside those. */
export function sharedNotes({ curves }: Chart): string[] {
  const ofCurves = curves.flatMap(({ readings }) => {
    const [first, ...others] = readings.filter(({ value }) => value !== null);
    return (first?.notes ?? []).filter((note) => others.every(({ notes }) => notes.includes(note)));
  });
  return distinctNotes(ofCurves);
}

type Column = { readonly head: Markup; readonly cell: (period: Period) => Markup };

/** Every period with its figures, newest first, and below them what is to be known of single ones. */
export function numbers(chart: Chart): Markup {
  const footnotes = ownNotes(chart);
  const columns = columnsOf(chart, footnotes);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${chart.title}: the numbers"><table>
<thead><tr><th scope="col">Period</th>${columns.map(({ head }) => head)}</tr></thead>
<tbody>${chart.periods.toReversed().map((period) => html`<tr><th scope="row">${periodName(period)}</th>${columns.map(({ cell: of }) => of(period))}</tr>`)}</tbody></table></div>${
    footnotes.length > 0 &&
    html`<ol class="footnotes">${footnotes.map((note) => html`<li>${note}</li>`)}</ol>`
  }`;
}

/** Notes that hold for some figures only, by period, newest first; the same one is told once and referred to by its number. */
function ownNotes(chart: Chart): string[] {
  const shared = sharedNotes(chart);
  const byPeriodNewestFirst = chart.periods
    .toReversed()
    .flatMap((period) => notesOf(chart, period));
  return [...new Set(byPeriodNewestFirst)].filter((note) => !shared.includes(note));
}

function notesOf({ curves }: Chart, period: Period): string[] {
  const readings = curves.flatMap((curve) => byPeriod([curve]).get(period) ?? []);
  return distinctNotes(readings.flatMap(({ notes }) => notes));
}

/** The figures, and what there is to say of any of them. */
function columnsOf(chart: Chart, footnotes: readonly string[]): Column[] {
  const { curves, unit, alerts } = chart;
  const byCurve = curves.map((curve) => byPeriod([curve]));
  const readingsIn = (period: Period): Reading[] =>
    byCurve.flatMap((readings) => readings.get(period) ?? []);
  const all = curves.flatMap(({ readings }) => readings);
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
          column('Alert', (period) =>
            alerts.filter((alert) => alert.period === period).map(alertLink),
          ),
        ]
      : []),
    ...(footnotes.length > 0
      ? [column('Notes', (period) => references(notesOf(chart, period), footnotes))]
      : []),
  ];
}

/** `1, 3`: the numbers of the notes below the table. */
function references(notes: readonly string[], footnotes: readonly string[]): string {
  return footnotes.flatMap((note, index) => (notes.includes(note) ? [index + 1] : [])).join(', ');
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
