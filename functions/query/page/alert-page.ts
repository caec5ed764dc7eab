import { html } from 'hono/html';
import type { Alert } from '../../../shared/domain/alert.ts';
import { contextWords } from '../../../shared/domain/context-words.ts';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import { definitionOf } from '../../../shared/domain/indicator.ts';
import { INDICATOR_WORDS } from '../../../shared/domain/indicator-words.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { thresholdInWords } from '../../../shared/domain/threshold-in-words.ts';
import type { Markup } from '../markup.ts';
import { distinctNotes } from '../notes.ts';
import { pairName } from '../pair-name.ts';
import { shownExactly, typeset, unitName } from '../words.ts';
import { newsOf, time } from './news.ts';
import type { Page } from './page.ts';

const WHY: Readonly<Record<Alert['reason'], string>> = {
  crossed: 'a new period was published',
  cleared: 'a new period was published',
  'crossed-on-revision': 'a period that had been judged before was restated',
  retracted:
    'a period that had been judged before was restated, and an earlier alert no longer holds',
  'late-fill': 'a period that had been missing was published late',
  'rule-changed': 'the rule was edited; the figures did not change',
};

/** `/alerts/{id}`: what was told, why, and every figure it rests on, with the vintage that was used. */
export function alertPage(alert: Alert): Page {
  const { id, pair, metric, knownAt, period } = alert;
  const known = encodeURIComponent(knownAt);
  const frequency = period.length === 4 ? 'A' : 'M';
  const again = `/v1/pairs/${pair}/metrics/${metric}?from=${period}&to=${period}&asOf=${known}`;
  const body = html`<p class="kicker"><a href="/">All pairs</a> · <a href="/pairs/${pair}">${pairName(pair)}</a></p>
<p class="when">${time(knownAt)} · <span class="${alert.severity}"><span class="severity">${alert.severity}</span></span></p>
<h1>${newsOf(alert)}</h1>
<p>Why: ${WHY[alert.reason]}.</p>
${alert.note && html`<p class="note">${alert.note}</p>`}
<div class="plate told"><dl class="facts">${facts(alert)}</dl>
<img class="chart-image" src="/charts/${pair}/${metric}.svg?frequency=${frequency}&amp;asOf=${known}" alt="${METRICS[metric].title} of ${pair} as known on ${dayName(knownAt)}" width="800" height="600"></div>
<p class="links"><a href="/pairs/${pair}?asOf=${known}">The page as it was known then</a> · <a href="${again}">The same figure from the API</a> · <a href="/v1/alerts/${encodeURIComponent(id)}">This alert as JSON</a></p>
<h2 class="section" id="inputs">What it rests on</h2>
${inputs(alert)}`;
  return { title: newsOf(alert), description: `${pairName(pair)}: ${newsOf(alert)}.`, body };
}

function facts(alert: Alert): Markup[] {
  const {
    period,
    value,
    previous,
    unit,
    basis,
    threshold,
    rule,
    ruleVersion,
    context,
    metric,
    since,
    notes,
  } = alert;
  const amount = (of: typeof value): string => `${shownExactly(of, unit)} ${unitName(unit)}`;
  const before =
    previous?.period === period
      ? `${periodName(period)}, as known before`
      : previous && periodName(previous.period);
  const line = (of: Pick<Alert['threshold'], 'fires' | 'clears'>): string =>
    typeset(thresholdInWords(alert, of));
  const rows: [string, string | false | null | undefined][] = [
    ['Measure', `${METRICS[metric].title} (${basis})`],
    [periodName(period), amount(value)],
    [before ?? '', previous && amount(previous.value)],
    ['Rule', `${line(threshold)} (${rule}, version ${ruleVersion})`],
    ['Rule before', threshold.before && line(threshold.before)],
    ['Context', context && contextWords(metric, { period, value }, context, periodName)],
    [alert.firing ? 'Firing since' : 'Had been firing since', since && periodName(since)],
    ['On the figures', distinctNotes(notes).join(' ')],
  ];
  return rows.flatMap(([name, words]) => (words ? [html`<dt>${name}</dt><dd>${words}</dd>`] : []));
}

function inputs({ inputs: used }: Alert): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="What it rests on"><table><thead><tr><th scope="col">Period</th><th scope="col">Figure</th><th scope="col" class="number">Value</th><th scope="col">Unit</th><th scope="col">Known since</th><th scope="col">Source and run</th></tr></thead>
<tbody>${used.map(
    ({ period, indicator, value, knownAt, source, run }) =>
      html`<tr><th scope="row">${periodName(period)}</th><td><abbr title="${INDICATOR_WORDS[indicator]}">${indicator}</abbr></td><td class="number">${shownExactly(value, definitionOf(indicator).unit)}</td><td>${unitName(definitionOf(indicator).unit)}</td><td>${time(knownAt)}</td><td>${source}, ${run}</td></tr>`,
  )}</tbody></table></div>`;
}
