import { html } from 'hono/html';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import { type LatestMetrics, latestMetrics } from '../../../shared/domain/latest.ts';
import { METRICS, metricValues } from '../../../shared/domain/metrics/catalogue.ts';
import {
  isOfParts,
  type MetricId,
  metricIdSchema,
} from '../../../shared/domain/metrics/metric-id.ts';
import type { Instant } from '../../../shared/domain/observation.ts';
import { type Pair, partsOfPair, reporterOf } from '../../../shared/domain/pair.ts';
import { shift } from '../../../shared/domain/period.ts';
import { pairsWithFlows, type Settings } from '../../../shared/domain/settings.ts';
import { readRuleStates } from '../../../shared/store/rule-states.ts';
import type { Table } from '../../../shared/store/table.ts';
import { type ChartId, chartOf, FLOWS, frequenciesOf } from '../charts/chart.ts';
import type { Markup } from '../markup.ts';
import type { Offers } from '../offers.ts';
import { type PairHistory, readPairHistory } from '../pair-history.ts';
import { economyWithArticle, pairName } from '../pair-name.ts';
import { capital, inPeriod, shown } from '../words.ts';
import { standingLine } from './card.ts';
import { changeWords, contextOfFinding, figureWords, hasValue } from './finding.ts';
import { graphic } from './graphic.ts';
import { newsList, time } from './news.ts';
import type { Page } from './page.ts';
import { ruleForm } from './rule-form.ts';
import { namedSources, readFreshness, sourceList, sourcesOf } from './sources.ts';
import { type Standing, standingNow, standingThen } from './standing.ts';
import { subscriptions } from './subscriptions.ts';

/** What is drawn of a pair, in the order in which it is asked: how wide, how it moves, what it is made of, what is levied, what is paid. */
const CHARTS: readonly ChartId[] = [
  'balance-12m',
  'balance',
  FLOWS,
  'effective-tariff-rate',
  'duties-collected',
];

/** Ten years of months; the API has the rest. */
const LONGEST_CHART = 120;

/** How many alerts are read at once; the rest are there to be opened. */
const FIRST_ALERTS = 4;

export interface PairPageRequest {
  readonly table: Table;
  readonly settings: Settings;
  readonly pair: Pair;
  readonly at: Instant | undefined;
  readonly now: Date;
  readonly offers: Offers;
  /** Where this is served, for commands that are shown. */
  readonly origin: string;
}

/** `/pairs/{pair}`: all there is of a pair, now or as it was known at an instant. */
export async function pairPage(request: PairPageRequest): Promise<Page> {
  const { table, settings, pair, at, now, offers, origin } = request;
  const watched = namedSources(settings, pair);
  const [history, freshness] = await Promise.all([
    readPairHistory(table, pair, at),
    readFreshness(
      table,
      Object.keys(settings.sources).filter((id) => watched.includes(id)),
      at ? new Date(at) : now,
      at && `${at}~`,
    ),
  ]);
  const metrics = latestMetrics(metricValues(history.series));
  const pairs = Object.keys(settings.pairs) as Pair[];
  const sources = sourcesOf(settings, pair, freshness);
  // States are not kept: how a rule stood is told by what was told.
  const states = at ? undefined : await readRuleStates(table, history.rules);
  const standings = history.rules.map((rule) =>
    states ? standingNow(rule, states.get(rule.id)) : standingThen(rule, history.alerts),
  );
  const body = html`<p class="kicker"><a href="/">All pairs</a></p>
<div class="head"><div><h1>${pairName(pair)}</h1>
${turnedBanner(pair, at)}
${lede(metrics)}${nothingKnown(history)}
<p class="hint">Trade in goods, as ${economyWithArticle(reporterOf(pair))} reports it.</p></div>
${turnForm(at, now)}</div>
<div class="band"><section aria-labelledby="alerts">${news(history)}</section>
<section aria-labelledby="rules">${rulesSection(standings)}</section>
<div class="drawn">${graphics(history, metrics)}
${await goods(table, partsOfPair(pair, pairsWithFlows(settings)), history)}</div>
<section class="third" aria-labelledby="sources"><h2 class="section" id="sources">Sources</h2>
${sourceList(sources, new Set(history.vintages.map(({ source }) => source)))}</section></div>
${allMetrics(metrics, pair, at)}
${!at && ruleForm({ pair, metrics, offers, origin })}
${!at && offers.subscriptions === 'open' && subscriptions(pairs, [pair], origin)}`;
  const title = at ? `${pairName(pair)} as known on ${dayName(at)}` : pairName(pair);
  return {
    title,
    description: `Trade balance, exports, imports and effective tariff: ${title}.`,
    body,
  };
}

function turnedBanner(pair: Pair, at: Instant | undefined): Markup | '' {
  if (!at) return '';
  return html`<p class="turned" role="note">Everything here is as it was known on <strong>${time(at)}</strong> (${at.slice(11, 16)} UTC), before any later release or revision. <a href="/pairs/${pair}">Back to now</a></p>`;
}

function turnForm(at: Instant | undefined, now: Date): Markup {
  const today = now.toISOString().slice(0, 10);
  return html`<form class="turn" method="get"><label>As it was known on <input type="date" name="asOf" value="${at?.slice(0, 10) ?? today}" max="${today}" required></label><button>Turn the page back</button></form>`;
}

const LEDE = ['balance-12m', 'balance', 'effective-tariff-rate', 'duties-collected'] as const;

/** The newest balance, tariff and receipts, a sentence each. */
function lede(metrics: LatestMetrics): Markup | '' {
  const sentences = LEDE.flatMap((id) => {
    const latest = metrics[id];
    if (!hasValue(latest) || (id === 'balance' && hasValue(metrics['balance-12m']))) return [];
    const { name, amount } = figureWords(id, latest.value, latest.unit);
    const figure = `${name || METRICS[id].title} ${name ? 'of ' : ''}${amount} ${inPeriod(latest.period, id)}`;
    return [
      `${[figure, changeWords(id, latest), contextOfFinding(id, latest)].filter(Boolean).join(', ')}.`,
    ];
  });
  return sentences.length > 0 ? html`<p class="lede">${sentences.join(' ')}</p>` : '';
}

function nothingKnown({ vintages, at }: PairHistory): Markup | '' {
  if (vintages.length > 0) return '';
  if (at)
    return html`<p class="lede">Nothing was known of this pair on that day: its first figures came later.</p>`;
  return html`<p class="lede">There are no figures of this pair yet.</p>`;
}

function news({ alerts }: PairHistory): Markup {
  const heading = html`<h2 class="section" id="alerts">Alerts</h2>`;
  if (alerts.length === 0) return html`${heading}<p>None so far.</p>`;
  const [first, rest] = [alerts.slice(0, FIRST_ALERTS), alerts.slice(FIRST_ALERTS)];
  return html`${heading}${newsList(first, { withPair: false })}${
    rest.length > 0 &&
    html`<details><summary>${rest.length} earlier</summary>${newsList(rest, { withPair: false })}</details>`
  }`;
}

function graphics(history: PairHistory, metrics: LatestMetrics): Markup {
  const charts = CHARTS.flatMap((id) =>
    frequenciesOf(history, id).map((frequency) => {
      const whole = chartOf(history, id, { frequency });
      const last = whole.periods.at(-1);
      return last
        ? chartOf(history, id, { frequency, from: shift(last, 1 - LONGEST_CHART) })
        : whole;
    }),
  );
  return html`${charts.map((chart) => {
    const latest = metrics[chart.id === FLOWS ? 'balance' : chart.id];
    const isNewest = hasValue(latest) && chart.periods.includes(latest.period);
    const finding = isNewest && chart.id !== FLOWS ? contextOfFinding(chart.id, latest) : '';
    return graphic(chart, {
      finding,
      basis: isNewest ? latest.basis : '',
      at: history.at,
    });
  })}`;
}

/** A part of its own: most pages are of a pair of which no goods are watched. */
async function goods(
  table: Table,
  parts: readonly Pair[],
  history: PairHistory,
): Promise<Markup | ''> {
  if (parts.length === 0) return '';
  const { byGoods } = await import('./contributions.ts');
  return byGoods(table, parts, history);
}

/** Every metric of the pair with its newest value, what it means, and its history for programs. */
function allMetrics(metrics: LatestMetrics, pair: Pair, at: Instant | undefined): Markup | '' {
  const rows = metricIdSchema.options.flatMap((id: MetricId) => {
    const latest = metrics[id];
    return hasValue(latest) ? [{ id, latest }] : [];
  });
  if (rows.length === 0) return '';
  const known = at ? `?asOf=${encodeURIComponent(at)}` : '';
  return html`<h2 class="section" id="all">All measures</h2>
<table class="measures"><thead><tr><th scope="col">Measure</th><th scope="col" class="number">Newest</th><th scope="col">Period</th><th scope="col">Change</th><th scope="col">As</th></tr></thead>
<tbody>${rows.map(
    ({ id, latest }) =>
      html`<tr><th scope="row">${METRICS[id].title}</th><td class="number">${shown(latest.value, latest.unit)}</td><td>${periodName(latest.period)}</td><td>${capital(changeWords(id, latest))}</td><td><a href="/v1/pairs/${pair}/metrics/${id}${known}">JSON<span class="hidden"> of ${METRICS[id].title}</span></a>${!isOfParts(id) && html` <a href="/charts/${pair}/${id}.svg${known}">chart<span class="hidden"> of ${METRICS[id].title}</span></a>`}</td></tr>`,
  )}</tbody></table>
<details><summary>What each of them means</summary><dl class="terms">${rows.map(({ id }) => {
    const { title, definition, ...rest } = METRICS[id];
    return html`<dt>${title}</dt><dd>${definition}${'caveat' in rest && html` ${rest.caveat}`}</dd>`;
  })}</dl></details>`;
}

function rulesSection(standings: readonly Standing[]): Markup {
  return html`<h2 class="section" id="rules">Rules</h2>
${standings.length > 0 ? html`<ul class="standings" role="list">${standings.map(standingLine)}</ul>` : html`<p>No rule watches this pair.</p>`}`;
}
