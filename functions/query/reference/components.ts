import { problemForm } from '../../../shared/platform/problem.ts';
import { nextReleaseForm, sourceForm, sourcesAnswer } from '../answers/source.ts';
import { type Component, described } from './component.ts';
import { COMPONENTS_OF_ALERTS } from './components-of-alerts.ts';
import { COMPONENTS_OF_FIGURES } from './components-of-figures.ts';
import { COMPONENTS_OF_MAIL } from './components-of-mail.ts';
import { COMPONENTS_OF_RULES } from './components-of-rules.ts';
import { COMPONENTS_OF_WHAT_IF } from './components-of-what-if.ts';

/** Every schema that has a name in the document. */
export const COMPONENTS: Readonly<Record<string, Component>> = {
  ...COMPONENTS_OF_FIGURES,
  ...COMPONENTS_OF_ALERTS,
  ...COMPONENTS_OF_RULES,
  ...COMPONENTS_OF_WHAT_IF,
  ...COMPONENTS_OF_MAIL,
  Source: described(sourceForm, 'How a source stands.', {
    source: 'Its id.',
    title: 'How it wants to be cited.',
    state:
      '`ok`. `late`: past the day on which the next period was expected. `stale`: past it by more than its releases are late. `failing`: the last run failed. `off`: it lacks its key. `waiting`: it has not been asked yet.',
    reason: 'Why it is not `ok`.',
    lastRun: 'The last run that brought anything, failed, or worked again; others leave no trace.',
    lastRelease: 'When a run last brought anything.',
    newestPeriod: 'The newest period that it has brought.',
    nextExpectedRelease: 'The day on which the next period is expected.',
    nextRelease:
      'The release of the next period; null where it has brought nothing yet, or nothing says when it might come.',
  }),
  NextRelease: described(nextReleaseForm, 'The release that is awaited of a source.', {
    period: 'Whose figures are awaited.',
    on: "The day, by the publisher's clock.",
    at: 'Its instant, where the publisher has a time for it and `on` is no guess.',
    timeZone: "The publisher's, IANA.",
    basis:
      'What `on` goes by. `announced`: the calendar of the publisher. `business-day`: his rule, such as the eighth business day. `usual-lag`: so many days after the period.',
    movedDays:
      'By how many days `on` is moved, because the last releases came later than their basis says (earlier below 0). An announced day is not moved.',
    lateUntil: 'The last day on which it is not later than releases of this source are.',
    state:
      '`waiting`: before its day. `due`: on it. `late`: past it, until `lateUntil`. `stale`: past that, of which the operator is told.',
  }),
  Sources: described(sourcesAnswer, 'The sources that are asked.', {
    sources: 'In the order of the settings.',
  }),
  Problem: described(problemForm, 'An RFC 9457 problem.', {
    type: 'Names the kind of problem; the reference page has a heading there.',
    title: 'The kind of problem in words.',
    status: 'The HTTP status.',
    detail: 'What is wrong with this request, and how to mend it.',
    requestId: 'What to name when asking about it; also in the header `X-Request-Id`.',
    parameter: 'The parameter or header at fault.',
    rule: 'The rule that it broke.',
    example: 'What would do.',
    known: 'What there is, where something else was asked for.',
  }),
};
