import type { Big } from 'big.js';
import { html } from 'hono/html';
import {
  type Contribution,
  type Contributions,
  contributionsTo,
  reachOfSpan,
} from '../../../shared/domain/contributions.ts';
import { partName } from '../../../shared/domain/goods-name.ts';
import type { Pair } from '../../../shared/domain/pair.ts';
import { frequencyOfSpan, type Span } from '../../../shared/domain/span.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Markup } from '../markup.ts';
import { newestBalance, readGoods } from '../pair-contributions.ts';
import type { PairHistory } from '../pair-history.ts';
import { capital, inPeriod, NO_VALUE, shown } from '../words.ts';

/** In the order in which it is read; of twelve months first, because single ones swing. */
const TOLD: readonly Span[] = ['12m', 'month', 'year'];

/** A change of the balance by goods. */
interface ByGoods {
  readonly span: Span;
  readonly contributions: Contributions;
}

/** The newest changes of a pair's balance by goods: one query for each pair of them. */
async function readByGoods(
  table: Table,
  parts: readonly Pair[],
  { series, at }: Pick<PairHistory, 'series' | 'at'>,
): Promise<ByGoods[]> {
  const spans = TOLD.flatMap((span) => {
    const period = newestBalance(series, span);
    return period && series.frequencies().includes(frequencyOfSpan(span)) ? [{ span, period }] : [];
  });
  // As text a year sorts before its months, so that one reading serves all spans.
  const [from] = spans.map(({ span, period }) => reachOfSpan(span, period)).sort();
  if (!from) return [];
  const goods = await readGoods(table, parts, from, at);
  return spans.map(({ span, period }) => ({
    span,
    contributions: contributionsTo(series, goods, span, period),
  }));
}

/** What the newest changes of a pair's balance are made of, as tables with bars. */
export async function byGoods(
  table: Table,
  parts: readonly Pair[],
  history: PairHistory,
): Promise<Markup | ''> {
  const changes = await readByGoods(table, parts, history);
  if (changes.length === 0) return '';
  return html`<section aria-labelledby="goods"><h2 class="section" id="goods">What the change is made of</h2>
${changes.map((change) => changeOf(change, history))}</section>`;
}

function changeOf({ span, contributions }: ByGoods, { pair, at }: PairHistory): Markup {
  const { period, before, change, parts, leftOut } = contributions;
  const metric = span === '12m' ? 'balance-12m' : 'balance';
  const when = `${inPeriod(period, metric)} against ${inPeriod(before, metric).replace(/^in /, '')}`;
  if (change.value === null)
    return html`<p>Change of the balance ${when}: not known, ${NO_VALUE[change.reason]}.</p>`;
  const known = at ? `&asOf=${encodeURIComponent(at)}` : '';
  const path = `/v1/pairs/${pair}/contributions?over=${span}&period=${period}${known}`;
  const widest = parts.reduce((most, { outcome }) => Math.max(most, sizeOf(outcome.value)), 0);
  const caption = `Change of the balance ${when}: ${shown(change.value, 'USD')}`;
  return html`<h3 class="change-by-goods">${caption}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="goods" aria-label="${caption}">
<thead><tr><th scope="col">Goods</th><th scope="col" class="number">Balance</th><th scope="col" class="number">A year before</th><th scope="col" class="number">Change</th><td></td></tr></thead>
<tbody>${parts.map((part) => row(part, widest))}</tbody></table></div>
<p class="links">The rows that are not set in add up to the change.${leftOut.length > 0 && html` In everything else, because their figures come from another source or stand on another basis: HS ${leftOut.join(', ')}.`} <a href="${path}&format=csv">CSV</a> · <a href="${path}">JSON</a></p>`;
}

function row(part: Contribution, widest: number): Markup {
  const { commodity, within, outcome, balance, balanceBefore } = part;
  const name = `${capital(partName(part))}${commodity ? ` (HS ${commodity})` : ''}`;
  const cell = ({ value }: Contribution['balance']): Markup =>
    html`<td class="number">${value ? shown(value, 'USD') : 'not known'}</td>`;
  return html`<tr><th scope="row"${within !== null && html` class="set-in"`}>${name}</th>${cell(balance)}${cell(balanceBefore)}${
    outcome.value === null
      ? html`<td class="number">not known: ${reasonOf(part)}</td><td></td>`
      : html`<td class="number">${shown(outcome.value, 'USD')}</td><td>${bar(outcome.value, widest)}</td>`
  }</tr>`;
}

function reasonOf({ commodity, outcome }: Contribution): string {
  if (outcome.value !== null) return '';
  return commodity === null ? 'figures of some goods are missing' : NO_VALUE[outcome.reason];
}

/** Half of the width on either side of nothing. */
const HALF = 60;

function bar(value: Big, widest: number): Markup {
  const width = widest > 0 ? (HALF * sizeOf(value)) / widest : 0;
  const [x, side] = value.lt(0) ? [HALF - width, 'minus'] : [HALF, 'plus'];
  return html`<svg class="share" viewBox="0 0 ${2 * HALF} 12" width="${2 * HALF}" height="12" aria-hidden="true"><rect class="${side}" x="${x.toFixed(1)}" y="1" width="${width.toFixed(1)}" height="10"/><path d="M${HALF} 0v12"/></svg>`;
}

function sizeOf(value: Big | null): number {
  return value?.abs().toNumber() ?? 0;
}
