import type * as z from '../../../shared/domain/zod.ts';
import type { NamesIn } from '../contract.ts';
import type { CONTRACTS } from '../contracts.ts';
import type { FOREIGN_ROUTES } from '../foreign-routes.ts';
import type { RESPONSES } from './responses.ts';

type Contracts = typeof CONTRACTS;
export type RouteName = keyof Contracts | keyof typeof FOREIGN_ROUTES;

type Parameter = readonly [what: string, example: unknown];

/** What is said of a path beside what its contract says by itself. */
interface RouteWords {
  readonly tag: 'Figures' | 'Alerts' | 'Rules' | 'What if' | 'Mail' | 'Releases' | 'This reference';
  readonly summary: string;
  readonly description: string;
  /** What it answers when all is well, where that is not a 200. */
  readonly statuses?: Readonly<Record<number, string>>;
  /** What only this path refuses with. */
  readonly refusals?: Readonly<Record<number, keyof typeof RESPONSES>>;
  /** Parameters that mean something else here than elsewhere. */
  readonly parameters?: Readonly<Record<string, Parameter>>;
}

const RULE_ID: Parameter = ['The id of a rule.', 'us-kr-effective-tariff'];

export const WORDS: Readonly<Record<RouteName, RouteWords>> = {
  pairs: {
    tag: 'Figures',
    summary: 'Every watched pair',
    description:
      'Every pair that is watched, with its headline numbers: the balance and the effective tariff, of the newest period and over twelve months.',
  },
  pair: {
    tag: 'Figures',
    summary: 'A pair now',
    description: 'The newest value of each metric of a pair.',
  },
  history: {
    tag: 'Figures',
    summary: 'A metric over time',
    description:
      'The history of a metric. With `asOf`, as it could be computed from what was known then: the same numbers come whenever it is asked.',
  },
  observations: {
    tag: 'Figures',
    summary: 'What the source said',
    description:
      'The observations that metrics are computed from, as their source states them; with `history=all` every vintage of each.',
  },
  contributions: {
    tag: 'Figures',
    summary: 'What a change is made of',
    description:
      'The change of a balance on the year before, by the goods of the pair that are watched (`US-KR:87`, `US-KR:8703`) and everything else: what is within one and the same adds up to it exactly. A heading in a watched chapter is told within that chapter and not counted beside it. Where a figure of any goods is missing, everything else beside them is not known either.',
  },
  metrics: {
    tag: 'Figures',
    summary: 'What each metric means',
    description: 'The catalogue: formula, unit, inputs, and what must be known before comparing.',
  },
  alerts: {
    tag: 'Alerts',
    summary: 'What was raised',
    description:
      'Alerts, newest knowledge first. An alert can be written some minutes after the figures that it is about became known: ask from a little earlier than the last one you have. Ids stay the same.',
  },
  alert: {
    tag: 'Alerts',
    summary: 'An alert and what it rests on',
    description:
      'One alert, with the vintages of the observations that its value was computed from.',
  },
  feed: {
    tag: 'Alerts',
    summary: 'Alerts as a feed',
    description: 'The same alerts for a feed reader: Atom (RFC 4287), page after page (RFC 5005).',
  },
  rules: {
    tag: 'Rules',
    summary: 'The rules in force',
    description: 'Every rule that is judged, and where it stands.',
  },
  rule: {
    tag: 'Rules',
    summary: 'A rule',
    description: 'One rule, and where it stands.',
    parameters: { id: RULE_ID },
  },
  preview: {
    tag: 'Rules',
    summary: 'What a rule would have told',
    description:
      'Replays a rule over every stored vintage before it is written: when it would have fired, which of that was later revised away, and what its author should know. Nothing is written. Two requests a second.',
  },
  whatIf: {
    tag: 'What if',
    summary: 'What a change of tariffs would do to trade',
    description:
      'Partial equilibrium as in SMART of the WITS: trade creation, trade diversion and price effect for imports of each of two economies from the other, and what becomes of the balance of the first of them, for low, central and high elasticities. Imports and tariffs before the change are those that are stored, or those of `base`, which goes before them; whatever is left out of `tariffs` stays as it is. The answer lists every figure that went in, and says what it leaves out. Nothing is written. Two requests a second.',
    refusals: { 422: 'MissingInput' },
  },
  putRule: {
    tag: 'Rules',
    summary: 'Write a rule',
    description:
      'Makes the rule of that id, or a new version of it; the same rule again changes nothing. On AWS the request must be signed (SigV4, `execute-api:Invoke`). Two requests a second.',
    statuses: { 200: 'The rule, as it is now.', 201: 'The rule, which is new.' },
    parameters: { id: RULE_ID },
  },
  deleteRule: {
    tag: 'Rules',
    summary: 'Retire a rule',
    description:
      'The rule is judged no more; the alerts that name it stay. On AWS the request must be signed (SigV4, `execute-api:Invoke`). Two requests a second.',
    statuses: { 204: 'The rule is retired.' },
    parameters: { id: RULE_ID },
  },
  subscribe: {
    tag: 'Mail',
    summary: 'Ask for alerts by mail',
    description:
      'Where the deployment takes subscriptions: a mail with a link comes, which confirms it. The answer is always the same: it says nothing of whether the address was known, held back, or refused.',
    statuses: { 202: 'Accepted.' },
  },
  confirm: {
    tag: 'Mail',
    summary: 'Confirm a subscription',
    description:
      'Confirms by the token of the mail so that only its owner can end the subscription; whoever follows the link itself can be unsubscribed by anybody who is forwarded a mail.',
  },
  unsubscribe: {
    tag: 'Mail',
    summary: 'End a subscription',
    description: 'Ends a subscription by the link at the end of its mails.',
  },
  sources: {
    tag: 'Releases',
    summary: 'How each source stands',
    description:
      'The last run and release of each source, the next expected one, and what is wrong.',
  },
  calendar: {
    tag: 'Releases',
    summary: 'The release calendar',
    description:
      "The releases that are awaited, by the publishers' calendars where they are known and otherwise by what was usual, for a calendar to subscribe to: iCalendar (RFC 5545), one event for each, which moves with its day.",
  },
  openapi: {
    tag: 'This reference',
    summary: 'This document',
    description: 'OpenAPI 3.1.',
  },
  docs: {
    tag: 'This reference',
    summary: 'This document to read',
    description: 'HTML, with neither scripts nor requests elsewhere.',
  },
};

type ParameterName = {
  [Name in keyof Contracts]:
    | NamesIn<Contracts[Name]['path']>
    | (keyof z.output<Contracts[Name]['parameters']> & string);
}[keyof Contracts];

/** What each parameter means wherever it is taken, and a value of it. */
export const PARAMETERS: Readonly<Record<ParameterName, Parameter>> = {
  pair: ['A watched pair: the reporter first, whose figures they are.', 'US-KR'],
  metric: ['The id of a metric.', 'effective-tariff-rate'],
  indicator: ['What the source observes.', 'duties'],
  id: [
    'The id of an alert.',
    '20260204T133000000Z.US-KR.us-kr-effective-tariff-v1.2025-11.retracted',
  ],
  from: ['The first period wanted.', '2025-11'],
  to: ['The last period wanted, itself included; of the same frequency.', '2025-11'],
  frequency: [
    'Months, quarters or years. Left out: that of `from` and `to`, else the finest that there is.',
    'M',
  ],
  asOf: [
    'What was known then. A day means its end in UTC. What is more than 20 minutes past is final and may be kept for good, unless a source of the pair dates its own vintages.',
    '2026-02-03',
  ],
  over: [
    'Which balance: that of a `month`, of twelve months (`12m`) or of a `year`, each against the same one a year before. Left out: that of the period, else months where there are any.',
    '12m',
  ],
  period: [
    'The month or the year with which it ends. Left out: the newest that has a balance.',
    '2026-06',
  ],
  history: ['Every vintage rather than the newest.', 'all'],
  since: [
    'Only what became known then or later. A day means its beginning in UTC.',
    '2026-01-01T00:00:00Z',
  ],
  limit: ['How many at the most.', 50],
  cursor: [
    'Where to go on: `next` of the page before. What is raised meanwhile moves nothing.',
    '20260804T123000000Z.US-KR.us-kr-widest-month-v1.2026-06.crossed',
  ],
  format: [
    'Goes before the header `Accept`. CSV is RFC 4180 in UTF-8 with a header row; null is an empty cell, and why stands in the column `reason`. Text that a spreadsheet would take for a formula gets an apostrophe; numbers are left as they are, also below zero.',
    'csv',
  ],
};

/** The first paragraphs of the document. */
export const INTRODUCTION = [
  'Trade balances and tariffs between pairs of economies, every vintage of them, and the alerts that were raised on them. Everything is read with GET or HEAD and needs no key; rules are written by requests that are signed for AWS, and subscriptions are confirmed by mail.',
  'A value that is not known is `null` with a `reason`, never 0. Every number of a pair is as its reporter states it.',
  'Every answer has a strong `ETag`, which changes with its content and with nothing else: send it back in `If-None-Match` and an unchanged answer is a 304. `Cache-Control` says how long an answer holds: one `asOf` a moment that is past for good, everything else for a minute. Answers are compressed by `br` or `gzip` for whoever accepts it.',
  'Errors are RFC 9457 problems that name the parameter, the rule and an example. Every answer has an `X-Request-Id`. On AWS, API Gateway itself refuses unknown paths (404) and too many requests (429) with `{"message": "..."}`, before they cost anything.',
  'Pages of any origin may read. Members may be added to an answer; none is taken away or changes its meaning under `/v1`.',
  'Examples are real: trade of the United States from UN Comtrade; duties and imports for consumption from the US Census Bureau through ETRX (CC BY 4.0), HS chapters 98 and 99 left out; Korea with Japan from the Korea Customs Service and KITA.',
];
