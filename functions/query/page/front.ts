import { html } from 'hono/html';
import { dayName } from '../../../shared/domain/figures-in-words.ts';
import { economyName, type Pair, reporterOf } from '../../../shared/domain/pair.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { readGlances, readNewestMetrics } from '../../../shared/store/pair-present.ts';
import { readRules } from '../../../shared/store/rules.ts';
import type { Table } from '../../../shared/store/table.ts';
import { listAlerts } from '../alert-list.ts';
import type { Offers } from '../offers.ts';

import { card, type Glance } from './card.ts';
import { newsList } from './news.ts';
import type { Page } from './page.ts';
import { readFreshness, sourcesOf } from './sources.ts';
import { standingNow } from './standing.ts';
import { subscriptions } from './subscriptions.ts';

/** What fits beside the cards without being searched through. */
const NEWEST_ALERTS = 6;

/** Three years of months, and the years among them. */
const RECENT_PERIODS = 40;

/** `/`: every pair at a glance, and what was told last. */
export async function frontPage(
  table: Table,
  settings: Settings,
  now: Date,
  { origin, offers }: { readonly origin: string; readonly offers: Offers },
): Promise<Page> {
  const pairs = Object.keys(settings.pairs) as Pair[];
  const [glances, { alerts }] = await Promise.all([
    glancesOf(table, settings, pairs, now),
    listAlerts(table, undefined, { limit: NEWEST_ALERTS }),
  ]);
  const body = html`<h1>What changed</h1>
${
  alerts.length > 0
    ? newsList(
        alerts.map(({ alert }) => alert),
        { withPair: true },
      )
    : html`<p>Nothing has been told yet: no rule has fired since the first figures came in.</p>`
}
<h2 class="section" id="pairs">The pairs</h2>
<p class="hint">All numbers of a pair are as the economy named first reports them. As of ${dayName(now.toISOString())}.</p>
<div class="cards">${glances.map((glance) => card(glance))}</div>
${pairs.length === 0 && html`<p>No pair is watched yet: the first deployment has not been applied.</p>`}
${offers.subscriptions === 'open' && subscriptions(pairs, [], origin)}`;
  return { title: 'What changed', description: describe(pairs), body };
}

function describe(pairs: readonly Pair[]): string {
  const reporters = [...new Set(pairs.map(reporterOf))].map(economyName);
  return `Trade balances, tariffs and alerts of ${pairs.length} pairs, as reported by ${reporters.join(', ')}.`;
}

/** For all pairs together the rules, a batch of what stands in one item, and each source; for each pair its newest periods. */
async function glancesOf(
  table: Table,
  settings: Settings,
  pairs: readonly Pair[],
  now: Date,
): Promise<Glance[]> {
  const [[rules, { latest, states }], recent, sources] = await Promise.all([
    rulesWithStates(table, pairs),
    Promise.all(pairs.map((pair) => readNewestMetrics(table, pair, RECENT_PERIODS))),
    readFreshness(table, Object.keys(settings.sources), now),
  ]);
  return pairs.map((pair, index) => ({
    pair,
    metrics: latest.get(pair)?.metrics ?? {},
    recent: recent[index] ?? [],
    standings: rules
      .filter((rule) => rule.pair === pair)
      .map((rule) => standingNow(rule, states.get(rule.id))),
    sources: sourcesOf(settings, pair, sources),
  }));
}

async function rulesWithStates(table: Table, pairs: readonly Pair[]) {
  const rules = (await readRules(table)).filter(({ retired }) => !retired);
  return [rules, await readGlances(table, pairs, rules)] as const;
}
