import { html } from 'hono/html';
import type { Alert } from '../../../shared/domain/alert.ts';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import { happening } from '../../../shared/domain/headline.ts';
import { period } from '../../../shared/domain/period.ts';
import type { Markup } from '../markup.ts';
import { pairName } from '../pair-name.ts';
import { capital, typeset } from '../words.ts';

/** What an alert tells, as a headline on a page: there is room for the names of periods, of which a subject line has the codes. */
export function newsOf(alert: Alert): string {
  const named = happening(alert).replace(
    / since (\d{4}(-\d{2}|-Q\d)?)$/,
    (_, since) => ` since ${periodName(period(since))}`,
  );
  return capital(typeset(named));
}

/** Alerts as headlines, newest first. */
export function newsList(
  alerts: readonly Alert[],
  { withPair }: { readonly withPair: boolean },
): Markup {
  return html`<ol class="news" role="list">${alerts.map(
    (alert) =>
      html`<li class="${alert.severity}"><p class="when"><span class="severity">${alert.severity}</span> · ${time(alert.knownAt)}${
        withPair && html` · <a href="/pairs/${alert.pair}">${pairName(alert.pair)}</a>`
      }</p><p><a class="headline" href="/alerts/${encodeURIComponent(alert.id)}">${newsOf(alert)}</a></p></li>`,
  )}</ol>`;
}

/** A day in words, and the instant for machines. */
export function time(at: string): Markup {
  return html`<time datetime="${at}">${dayName(at)}</time>`;
}
