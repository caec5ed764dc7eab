import { html } from 'hono/html';
import { periodName } from '../../../shared/domain/figures-in-words.ts';
import type { Pair } from '../../../shared/domain/pair.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { providerOf } from '../../../shared/sources/providers.ts';
import { lastRun } from '../../../shared/store/runs.ts';
import type { Table } from '../../../shared/store/table.ts';
import { freshnessOf } from '../freshness.ts';
import type { Markup } from '../markup.ts';
import { publisherOf } from '../words.ts';
import { time } from './news.ts';

export type Freshness = ReturnType<typeof freshnessOf>;

/** How a source stands, as a sentence: what it brought last, what is awaited, or why nothing comes. */
export function freshnessWords(source: Freshness): Markup {
  const { state, reason, newestPeriod, lastRelease, nextRelease } = source;
  if (state === 'waiting') return html`has not answered yet`;
  if (state === 'off') return html`<strong>is off</strong>: ${reason}`;
  const failing = state === 'failing' && html`<strong>fails</strong>: ${reason}; `;
  if (!newestPeriod || !lastRelease) return html`${failing}has brought nothing yet`;
  return html`${failing}figures to ${periodName(newestPeriod)}, released ${time(lastRelease)}${
    nextRelease && html`; ${awaitedWords(nextRelease)}`
  }`;
}

function awaitedWords({
  state,
  on,
  basis,
  lateUntil,
}: NonNullable<Freshness['nextRelease']>): Markup {
  const when = html`${basis === 'usual-lag' ? 'about' : 'on'} ${time(on)}`;
  switch (state) {
    case 'waiting':
      return html`next expected ${when}`;
    case 'due':
      return html`the next are <strong>expected today</strong>, ${time(on)}`;
    case 'late':
      return html`the next were expected ${when} and <strong>are late</strong>, as releases are until ${time(lateUntil)}`;
    case 'stale':
      return html`the next were expected ${when} and <strong>are not in</strong>, later than releases are`;
  }
}

/** The same where there is little room: `U.S. Census Bureau: to June 2026, released 4 August 2026. Overdue since 4 September 2026.` */
export function freshnessInShort(source: Freshness, all: readonly Freshness[]): Markup {
  const { title, state, newestPeriod, lastRelease, nextRelease } = source;
  const publisher = shortTitle(title, all);
  const isOverdue = (state === 'late' || state === 'stale') && nextRelease?.on;
  if (state === 'waiting' || state === 'off' || !newestPeriod || !lastRelease)
    return html`${publisher} ${freshnessWords(source)}.`;
  return html`${publisher}: to ${periodName(newestPeriod)}, released ${time(lastRelease)}.${
    state === 'failing' && html` <strong>Failing</strong> now.`
  }${isOverdue && html` <strong>Overdue</strong> since about ${time(isOverdue)}.`}`;
}

/** The publisher, and where two sources are of the same one, also which of its sources: `World Bank, WITS`. */
function shortTitle(title: string, all: readonly Freshness[]): string {
  const publisher = publisherOf(title);
  const isShared = all.some(
    (other) => other.title !== title && publisherOf(other.title) === publisher,
  );
  return isShared ? title.replace(/ \(.*\)$/, '') : publisher;
}

/** How each source stands, which is told of all that it is asked for, and which of them have brought nothing of this pair. */
export function sourceList(sources: readonly Freshness[], given: ReadonlySet<string>): Markup {
  return html`<ul class="sources" role="list">${sources.map(
    (source) =>
      html`<li><b>${source.title}</b> ${freshnessWords(source)}.${
        source.newestPeriod && !given.has(source.source) && ' Of this pair it has brought nothing.'
      }</li>`,
  )}</ul>`;
}

/** How sources stand, as of the last run up to an instant. */
export function readFreshness(
  table: Table,
  ids: readonly string[],
  now: Date,
  upTo?: string,
): Promise<Freshness[]> {
  const providers = ids.flatMap((id) => providerOf(id) ?? []);
  return Promise.all(
    providers.map(async (provider) =>
      freshnessOf(provider, await lastRun(table, provider.id, upTo), now),
    ),
  );
}

/** The ids of all sources of a pair: of its months and years, of what stands beside them, and of its mirror. */
export function namedSources({ pairs }: Settings, pair: Pair): string[] {
  return Object.values(pairs[pair] ?? {}).flatMap((named) => named ?? []);
}

/** How the sources of a pair stand. */
export function sourcesOf(
  settings: Settings,
  pair: Pair,
  sources: readonly Freshness[],
): Freshness[] {
  const named = namedSources(settings, pair);
  return sources.filter(({ source }) => named.includes(source));
}
