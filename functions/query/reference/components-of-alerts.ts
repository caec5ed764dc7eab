import {
  alertAnswer,
  alertForm,
  alertsAnswer,
  deliveryForm,
  inputForm,
  releaseForm,
  sparklineForm,
  thresholdForm,
} from '../answers/alert.ts';
import { type Component, described, NOTES, PERIOD, UNIT, word } from './component.ts';

const FIRES =
  '`{"above": n}`, `{"below": n}`, `{"changesBy": n}` or `{"record": "high" | "low", "years": n}`, in the unit of the metric.';

export const COMPONENTS_OF_ALERTS: Readonly<Record<string, Component>> = {
  Threshold: described(thresholdForm, 'The line of a rule.', {
    fires: FIRES,
    clears: 'Where a level stops firing; where it fires, if left out.',
    before: 'The line before the rule was edited, for `rule-changed`.',
  }),
  AlertInput: described(inputForm, 'An observation that an alert rests on.', {
    indicator: 'What was observed.',
    period: PERIOD,
    value: 'As it was known then.',
    vintage: 'When it had become known.',
    source: 'The id of the source.',
    run: 'The run that brought it.',
    print: 'As which print of the figure; alerts from before 2026-11-25 do not say.',
  }),
  Release: described(releaseForm, 'A release that brought what went in.', {
    source: 'The id of the source.',
    on: 'The day, in UTC, on which it had it.',
  }),
  Sparkline: described(
    sparklineForm,
    'The judged series as it was known then, in a line of text.',
    {
      text: 'One character a period, 24 at the most; a dot where a period has no value.',
      from: 'The first period.',
      to: 'The last period.',
      low: 'The lowest value.',
      high: 'The highest value.',
    },
  ),
  Delivery: word(
    deliveryForm,
    '`PENDING` until SNS has taken the mail that tells it, then `SENT` with its message id.',
  ),
  Alert: {
    ...described(alertForm, 'What was raised, and what it rests on.', {
      id: 'Sorts by when the figures became known.',
      pair: 'The pair.',
      rule: 'The id of the rule.',
      ruleVersion: 'Its version then.',
      severity: 'As the rule says.',
      note: 'As the rule says.',
      metric: 'What was judged.',
      unit: UNIT,
      basis: 'On which basis each flow stands that went in.',
      reason:
        '`crossed`, `cleared`: by a new period. `crossed-on-revision`: judged periods were restated. `retracted`: they were restated, and what had fired does not any more. `late-fill`: a missing period came late. `rule-changed`: the line moved.',
      firing: 'Whether the rule fires after it.',
      since: 'The first period of the firing.',
      period: PERIOD,
      value: 'What was judged.',
      previous: 'What it moved from: the period before, or the same period as it was known.',
      against: 'What a change was measured against: the value that was last told.',
      threshold: 'The line that was crossed.',
      vintage: 'The latest vintage that was known; with `asOf` this instant the same numbers come.',
      context: 'How the value stands among its history.',
      sparkline: 'The series that was judged; alerts from before 2026-11-25 have none.',
      releases: 'Of each source that went in the newest release.',
      inputs: 'The observations that the value was computed from.',
      notes: NOTES,
      delivery: 'Whether it was sent.',
    }),
    schema: alertAnswer,
  },
  Alerts: described(alertsAnswer, 'A page of alerts.', {
    alerts: 'Newest knowledge first.',
    next: 'The `cursor` of the next page; null at the end.',
  }),
};
