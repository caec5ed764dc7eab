import { html } from 'hono/html';
import type { LatestMetrics } from '../../../shared/domain/latest.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { isOfParts, metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import type { Pair } from '../../../shared/domain/pair.ts';
import { frequencyOf } from '../../../shared/domain/period.ts';
import { SEVERITIES } from '../../../shared/domain/rule.ts';
import type { Markup } from '../markup.ts';
import type { Offers } from '../offers.ts';
import { unitName } from '../words.ts';
import { hasValue } from './finding.ts';

interface RuleFormProps {
  readonly pair: Pair;
  readonly metrics: LatestMetrics;
  readonly offers: Offers;
  readonly origin: string;
}

/** To try a rule on the history of a pair before it is written: each time it would have fired, and what was revised away later. */
export function ruleForm({ pair, metrics, offers, origin }: RuleFormProps): Markup | '' {
  const choices = metricIdSchema.options.flatMap((id) => {
    const latest = metrics[id];
    return hasValue(latest) && !isOfParts(id)
      ? [{ id, frequency: frequencyOf(latest.period) }]
      : [];
  });
  if (choices.length === 0) return '';
  const example = { pair, metric: choices[0]?.id, fires: { below: 0 } };
  return html`<section class="asked"><h2 class="section" id="try">Try a rule</h2>
<noscript><p>This form needs JavaScript. Without it, from a terminal:</p>
<pre>curl -X POST ${origin}/v1/rules/preview -H 'content-type: application/json' -d '${JSON.stringify({ id: 'my-rule', ...example })}'</pre></noscript>
<form class="panel" hidden data-rule data-pair="${pair}" data-origin="${origin}" data-writes="${offers.ruleWrites}">
<label>Name <input name="id" required pattern="[a-z0-9][a-z0-9\\-]{1,62}" value="${pair.toLowerCase()}-my-rule" title="2 to 63 of a-z, 0-9 and hyphen" autocomplete="off"></label>
<label>Measure <select name="metric">${choices.map(
    ({ id, frequency }) =>
      html`<option value="${id}" data-frequency="${frequency}">${METRICS[id].title} (${unitName(METRICS[id].unit)})</option>`,
  )}</select></label>
<label>Fires when it <select name="kind"><option value="below">falls below</option><option value="above">rises above</option><option value="changesBy">changes by</option><option value="low">is the lowest in years:</option><option value="high">is the highest in years:</option></select></label>
<label>Line, change or years <input name="line" required autocomplete="off" placeholder="-60bn" title="a number, also as -60bn or 250mn"></label>
<label>Clears at <input name="clears" autocomplete="off" placeholder="the same line"></label>
<label>Severity <select name="severity">${SEVERITIES.map((severity) => html`<option>${severity}</option>`)}</select></label>
<label class="wide-field">Note for the mail <input name="note" maxlength="500" autocomplete="off"></label>
<button>Try it on the history</button>
<output role="status"></output>
<div class="wide-field" data-result tabindex="-1" role="region" aria-label="What the rule would have done" hidden></div></form></section>`;
}
