import { indicatorSchema } from '../../../shared/domain/indicator.ts';
import { INDICATOR_TITLES } from '../../../shared/domain/indicator-titles.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import { pairSchema } from '../../../shared/domain/pair.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import { contributionForm, contributionsAnswer, spanForm } from '../answers/contributions.ts';
import { contextForm, nullReasonForm, pointForm, statusForm } from '../answers/forms.ts';
import { metricForm, metricsAnswer } from '../answers/metric.ts';
import { latestMetricForm, pairAnswer, pairsAnswer } from '../answers/pair.ts';
import {
  historyAnswer,
  historyValueForm,
  observationForm,
  observationsAnswer,
} from '../answers/series.ts';
import { type Component, described, NOTES, PERIOD, UNIT, VINTAGE, word } from './component.ts';

const AS_OF = 'The instant that was asked for; a day stands for its end.';

export const COMPONENTS_OF_FIGURES: Readonly<Record<string, Component>> = {
  Pair: word(pairSchema, 'Two economies by their ISO 3166-1 alpha-2 codes, the reporter first.', {
    type: 'string',
    examples: ['US-KR'],
  }),
  Period: word(
    periodSchema,
    'A month, a quarter, a year, or the first days of a month, which are never compared with a full one.',
    {
      type: 'string',
      pattern: '^\\d{4}(-(0[1-9]|1[0-2])(/(10|20))?|-Q[1-4])?$',
      examples: ['2025-06', '2025-Q2', '2025', '2025-06/20'],
    },
  ),
  Indicator: word(
    indicatorSchema,
    Object.entries(INDICATOR_TITLES)
      .map(([id, title]) => `\`${id}\`: ${title}.`)
      .join(' '),
  ),
  MetricId: word(metricIdSchema, 'What each means: `/v1/metrics`.'),
  Status: word(statusForm, 'How certain a source calls its figure; of several, the least certain.'),
  NullReason: word(
    nullReasonForm,
    'Why there is no value. `not-published`: nothing is known of the pair for the period. `numerator-missing`: the numerator, or of a difference the minuend (of a balance: exports). `denominator-missing`: the denominator, or the subtrahend (imports; the year before). `gap-in-window`: a month of a window of months. `partial-period`: the period is a part of a month. `zero-denominator`: the denominator is zero, or the base of a percent change is not positive.',
  ),
  Point: described(pointForm, 'A value in one period.', {
    period: PERIOD,
    value: 'In the unit of the metric.',
  }),
  Context: described(contextForm, 'How a value stands among its own history up to then.', {
    direction: 'The side of its history on which it lies.',
    rank: 'Its place from that side; place 1 is the most extreme, and equals share a place.',
    since: 'The latest earlier period whose value was at least as extreme; null where none was.',
    recordSince: 'The first period on record.',
    streak: 'For how many periods in a row it has moved one way; null where it has not moved.',
    percentile: 'The percent of the history below it, equals counted half.',
  }),
  LatestMetric: described(latestMetricForm, 'The newest value of a metric.', {
    period: PERIOD,
    value: 'The value, or null; never 0 for what is not known.',
    reason: 'Why there is no value; only beside null.',
    unit: UNIT,
    basis: 'On which basis each flow stands that went in: FAS, FOB, CIF, customs value.',
    status: 'The least certain status of what went in.',
    source: 'Where it comes from; several are divided by a comma.',
    vintage: VINTAGE,
    previous: 'The newest value before it.',
    context: 'How it stands among its history.',
    notes: NOTES,
  }),
  LatestOfPair: described(pairAnswer, 'A pair with the newest value of each metric.', {
    pair: 'Every number is as its reporter, named first, states it.',
    reporter: 'ISO 3166-1 alpha-2.',
    partner: 'ISO 3166-1 alpha-2.',
    reporterName: 'In English.',
    partnerName: 'In English.',
    updatedAt: 'When the last of its figures became known; null before there are any.',
    metrics: 'By the id of the metric. In the list of pairs only those that stand for a pair.',
  }),
  Pairs: described(pairsAnswer, 'The pairs that are watched.', {
    pairs: 'In the order of the settings.',
  }),
  HistoryValue: described(historyValueForm, 'A value of a history, or why there is none.', {
    period: PERIOD,
    value: 'The value, or null.',
    reason: 'Why there is no value.',
    vintage: VINTAGE,
  }),
  History: described(historyAnswer, 'A metric over time.', {
    pair: 'The pair.',
    metric: 'The metric.',
    title: 'What it is called.',
    unit: UNIT,
    definition: 'Its formula, and where that comes from.',
    basis: 'The basis of the newest value; null where there is none.',
    notes: `${NOTES} Those of the newest value.`,
    asOf: AS_OF,
    values: 'Of one frequency, oldest first.',
  }),
  Observation: described(observationForm, 'A number as a source states it.', {
    period: PERIOD,
    value: 'In whole units.',
    unit: '`USD`.',
    basis: 'The valuation of the flow (IMTS 2010, chapter 4).',
    source: 'The id of the source.',
    status: 'How certain the source calls it.',
    vintage: 'When it became known.',
    print: '1 for the first value of the period, 2 for its first revision.',
    run: 'The run that brought it.',
    note: 'What a reader must know beside it.',
  }),
  Observations: described(observationsAnswer, 'What a source said of one indicator of a pair.', {
    pair: 'The pair.',
    indicator: 'The indicator.',
    title: 'What it is.',
    asOf: AS_OF,
    values: 'Oldest period first; of one period the oldest vintage first.',
  }),
  Span: word(
    spanForm,
    'Of which balance: `month`, twelve months (`12m`) or `year`, against the same one a year before.',
  ),
  Contribution: described(contributionForm, 'What some goods brought to a change.', {
    commodity: 'Their HS chapter, heading or sector; null for everything else there.',
    within: 'The watched goods that they are a part of; null where that is the pair itself.',
    name: 'In a few words.',
    value: 'In the unit of the change; negative where they widened a deficit.',
    reason: 'Why there is no value; only beside null.',
    balance: 'The balance of these goods.',
    balanceBefore: 'The same a year before.',
  }),
  Contributions: described(
    contributionsAnswer,
    'The change of a balance on the year before, by watched goods.',
    {
      pair: 'The pair.',
      over: 'Of which balance.',
      period: 'With which it ends; null before any figure is known.',
      before: 'With which that of the year before ends.',
      unit: UNIT,
      change: 'The change, or null.',
      reason: 'Why there is none; only beside null.',
      basis: 'On which basis each flow stands that went in: FAS, FOB, CIF, customs value.',
      source: 'Where it comes from; several are divided by a comma.',
      vintage: VINTAGE,
      notes: NOTES,
      leftOut:
        'Watched goods that are in everything else, because their figures come from another source or stand on another basis.',
      asOf: AS_OF,
      parts:
        'Those with one and the same `within` add up: to the value of the goods of that code, those within nothing to the change.',
    },
  ),
  Metric: described(metricForm, 'What a metric means.', {
    metric: 'Its id.',
    title: 'What it is called.',
    unit: UNIT,
    decimals: 'To how many decimals it is rounded, half to even; null where it is exact.',
    definition: 'Its formula, and where that comes from.',
    caveat: 'What must be known before it is compared.',
    frequencies: 'Of which periods there is one: months, quarters, years.',
    inputs: 'The indicators that it is computed from.',
  }),
  Metrics: described(metricsAnswer, 'Every metric that there is.', {
    formulaVersion: 'Raised whenever a definition changes.',
    metrics: 'In the order in which they are shown.',
  }),
};
