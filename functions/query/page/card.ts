import { html } from 'hono/html';
import { periodName } from '../../../shared/domain/figures-in-words.ts';
import type { LatestMetric, LatestMetrics } from '../../../shared/domain/latest.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { type MetricId, metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import type { Pair } from '../../../shared/domain/pair.ts';
import { comparePeriods, frequencyOf } from '../../../shared/domain/period.ts';
import type { StoredMetrics } from '../../../shared/store/metrics-item.ts';
import { type Spark, sparkline } from '../charts/sparkline.ts';
import type { Markup } from '../markup.ts';
import { pairName } from '../pair-name.ts';
import { capital, inPeriod, shown } from '../words.ts';
import { changeWords, contextOfFinding, figureWords, hasValue } from './finding.ts';
import { type Freshness, freshnessInShort, freshnessWords } from './sources.ts';
import { ruleInWords, type Standing } from './standing.ts';

/** All that is said of a pair at a glance. */
export interface Glance {
  readonly pair: Pair;
  readonly metrics: LatestMetrics;
  /** The newest periods with their metrics, for the small charts. */
  readonly recent: readonly StoredMetrics[];
  readonly standings: readonly Standing[];
  readonly sources: readonly Freshness[];
}

/** What stands for a pair: the first of these that has a value, its balance wherever there is one. */
const LEADS: readonly MetricId[] = ['balance-12m', 'balance', ...metricIdSchema.options];

/** What is collected at the border and what was announced; any of it that is computed here is shown. */
const TARIFFS = ['effective-tariff-rate', 'statutory-tariff-rate', 'tariff-gap'];

export function card({ pair, metrics, recent, standings, sources }: Glance): Markup {
  const metric = LEADS.find((id) => hasValue(metrics[id]));
  return html`<article class="card" aria-labelledby="${pair}">
<h2 id="${pair}"><a href="/pairs/${pair}">${pairName(pair)}</a></h2>
${metric ? leadPart(metric, metrics[metric], recent) : nothingYet(sources)}
${tariffPart(metrics, recent)}
${standings.length > 0 && html`<ul class="standings" role="list">${standings.map(standingLine)}</ul>`}
${metric && html`<p class="fresh">${sources.map((source) => html`<span>${freshnessInShort(source, sources)}</span>`)}</p>`}
</article>`;
}

function leadPart(
  metric: MetricId,
  latest: LatestMetric | undefined,
  recent: Glance['recent'],
): Markup | '' {
  if (!hasValue(latest)) return '';
  const { name, amount } = figureWords(metric, latest.value, latest.unit);
  const change = changeWords(metric, latest);
  const context = contextOfFinding(metric, latest);
  return html`<p class="lead"><span>${name || METRICS[metric].title}</span> <strong>${amount}</strong> <span>${inPeriod(latest.period, metric)}</span></p>
${spark(metric, latest, recent)}
<p class="change">${capital([change, context].filter(Boolean).join('; '))}</p>`;
}

function tariffPart(metrics: LatestMetrics, recent: Glance['recent']): Markup | '' {
  const rates = TARIFFS.flatMap((text) => {
    const id = metricIdSchema.safeParse(text).data;
    const latest = id && metrics[id];
    return id && hasValue(latest) ? [{ id, latest }] : [];
  });
  const [first, ...others] = rates;
  if (!first) return '';
  const { id, latest } = first;
  return html`<div class="rates"><p><span class="name">${METRICS[id].title}, ${periodName(latest.period)}</span> <strong>${shown(latest.value, latest.unit)}</strong> ${changeWords(id, latest)}</p>
${spark(id, latest, recent)}
${
  others.length > 0 &&
  html`<dl>${others.map(
    ({ id: other, latest: { period, value, unit } }) =>
      html`<div><dt>${METRICS[other].title}, ${periodName(period)}</dt><dd>${shown(value, unit)}</dd></div>`,
  )}</dl>`
}</div>`;
}

function spark(metric: MetricId, latest: LatestMetric, recent: Glance['recent']): Markup | '' {
  const frequency = frequencyOf(latest.period);
  const values = recent.flatMap(({ period, metrics }): Spark[] => {
    const stored = metrics[metric];
    if (!stored || frequencyOf(period) !== frequency) return [];
    return [{ period, value: stored.value?.toNumber() ?? null }];
  });
  values.sort((a, b) => comparePeriods(a.period, b.period));
  const [begin] = values.filter(({ value }) => value !== null);
  const label = begin
    ? `${METRICS[metric].title}, ${periodName(begin.period)} to ${periodName(latest.period)}`
    : '';
  return sparkline(values, label);
}

function nothingYet(sources: readonly Freshness[]): Markup {
  return html`<p class="lead none"><strong>No figures yet</strong></p>
${sources.map((source) => html`<p class="change">${source.title} ${freshnessWords(source)}.</p>`)}`;
}

/** A rule and how it stands, told apart by its sign as well as by its words. */
export function standingLine({ rule, firing, since, last, known }: Standing): Markup {
  const state = firing ? `firing${since ? ` since ${periodName(since)}` : ''}` : 'quiet';
  const words = known ? state : 'nothing told yet';
  const before = !firing && last ? `, fired last in ${periodName(last)}` : '';
  return html`<li class="${firing ? 'firing' : 'quiet'}"><span class="sign" aria-hidden="true">${firing ? '◆' : '◇'}</span>${METRICS[rule.metric].title}: <b>${words}</b>${before}. ${capital(ruleInWords(rule))}.</li>`;
}
