import { html } from 'hono/html';
import type { Pair } from '../../../shared/domain/pair.ts';
import { SEVERITIES } from '../../../shared/domain/rule.ts';
import type { Markup } from '../markup.ts';
import { pairName } from '../pair-name.ts';

const SEVERITY_NAMES = {
  info: 'all alerts',
  warning: 'warnings and worse',
  critical: 'critical ones only',
} as const;

/**
 * To be told by mail, to confirm, and to be told no more. The API takes JSON, which a form cannot send by itself: without a script
 * the forms stay away, and the same requests stand there as commands.
 */
export function subscriptions(
  pairs: readonly Pair[],
  chosen: readonly Pair[],
  origin: string,
): Markup {
  return html`<section class="asked"><h2 class="section" id="mail">Alerts by mail</h2>
<noscript><p>These forms need JavaScript. Without it, from a terminal:</p>
<pre>${command(origin, '', { email: 'you@example.com', pairs: chosen.length > 0 ? chosen : pairs.slice(0, 1), severity: 'warning' })}
${command(origin, '/confirm', { token: 'the token or link of the mail' })}
${command(origin, '/unsubscribe', { link: 'the link of any mail' })}</pre></noscript>
<form class="panel" hidden data-post="/v1/subscriptions" data-done="A mail with a link to confirm is on its way, if that address takes mail from here. Paste the link below.">
<label>E-mail <input type="email" name="email" required autocomplete="email"></label>
<label>Which alerts <select name="severity">${SEVERITIES.map((severity) => html`<option value="${severity}">${SEVERITY_NAMES[severity]}</option>`)}</select></label>
<fieldset><legend>Of which pairs; none chosen means all of them</legend><div class="checks">${pairs.map(
    (pair) =>
      html`<label><input type="checkbox" name="pairs" value="${pair}"${chosen.includes(pair) && html` checked`}> ${pairName(pair)}</label>`,
  )}</div></fieldset>
<button>Send me alerts</button><output role="status"></output></form>
<div class="pair-of-forms"><form class="panel" hidden data-post="/v1/subscriptions/confirm" data-done="Confirmed: alerts come from now on.">
<label class="wide-field">Link or token of the confirmation mail <input name="token" required autocomplete="off"></label>
<button class="second">Confirm</button><output role="status"></output></form>
<form class="panel" hidden data-post="/v1/subscriptions/unsubscribe" data-done="No more mails come to that address.">
<label class="wide-field">Unsubscribe link of any mail <input name="link" required autocomplete="off"></label>
<button class="second">Unsubscribe</button><output role="status"></output></form></div></section>`;
}

function command(origin: string, path: string, body: object): string {
  return `curl -X POST ${origin}/v1/subscriptions${path} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
}
