import { UNNAMED_RULE_BODY } from '../../shared/domain/rule-body.ts';
import { alertAnswer, alertsAnswer } from './answers/alert.ts';
import { contributionsAnswer } from './answers/contributions.ts';
import { metricsAnswer } from './answers/metric.ts';
import { pairAnswer, pairsAnswer } from './answers/pair.ts';
import { previewAnswer, ruleAnswer, rulesAnswer } from './answers/rule.ts';
import { historyAnswer, observationsAnswer } from './answers/series.ts';
import { sourcesAnswer } from './answers/source.ts';
import { whatIfAnswer } from './answers/what-if.ts';
import { jsonAt, textAt } from './contract.ts';
import { contributionsSchema } from './contributions-schema.ts';
import {
  alertsSchema,
  feedSchema,
  listSchema,
  nothingSchema,
  observationsSchema,
  rangeSchema,
} from './parameters.ts';
import { WHAT_IF_BODY } from './what-if/body.ts';

/**
 * What each path takes and answers. The routes are served from it, and the OpenAPI document and its page are made from it; what
 * is said there in words stands in reference/words.ts.
 */
export const CONTRACTS = {
  pairs: jsonAt({
    path: '/v1/pairs',
    parameters: listSchema,
    answer: pairsAnswer,
    csv: async () => (await import('./tables.ts')).pairsTable,
  }),
  pair: jsonAt({
    path: '/v1/pairs/{pair}',
    parameters: listSchema,
    answer: pairAnswer,
    csv: async () => (await import('./tables.ts')).pairTable,
  }),
  history: jsonAt({
    path: '/v1/pairs/{pair}/metrics/{metric}',
    parameters: rangeSchema,
    answer: historyAnswer,
    csv: async () => (await import('./tables.ts')).historyTable,
  }),
  observations: jsonAt({
    path: '/v1/pairs/{pair}/observations/{indicator}',
    parameters: observationsSchema,
    answer: observationsAnswer,
    csv: async () => (await import('./tables.ts')).observationsTable,
  }),
  contributions: jsonAt({
    path: '/v1/pairs/{pair}/contributions',
    parameters: contributionsSchema,
    answer: contributionsAnswer,
    csv: async () => (await import('./tables.ts')).contributionsTable,
  }),
  metrics: jsonAt({
    path: '/v1/metrics',
    parameters: listSchema,
    answer: metricsAnswer,
    csv: async () => (await import('./tables.ts')).metricsTable,
  }),
  alerts: jsonAt({
    path: '/v1/alerts',
    parameters: alertsSchema,
    answer: alertsAnswer,
    csv: async () => (await import('./tables.ts')).alertsTable,
  }),
  alert: jsonAt({ path: '/v1/alerts/{id}', parameters: nothingSchema, answer: alertAnswer }),
  feed: textAt({
    path: '/v1/alerts.atom',
    parameters: feedSchema,
    mediaType: 'application/atom+xml; charset=utf-8',
  }),
  rules: jsonAt({
    path: '/v1/rules',
    parameters: listSchema,
    answer: rulesAnswer,
    csv: async () => (await import('./tables.ts')).rulesTable,
  }),
  rule: jsonAt({ path: '/v1/rules/{id}', parameters: nothingSchema, answer: ruleAnswer }),
  preview: jsonAt({
    method: 'POST',
    path: '/v1/rules/preview',
    parameters: nothingSchema,
    body: UNNAMED_RULE_BODY,
    answer: previewAnswer,
  }),
  whatIf: jsonAt({
    method: 'POST',
    path: '/v1/what-if',
    parameters: nothingSchema,
    body: WHAT_IF_BODY,
    answer: whatIfAnswer,
  }),
  sources: jsonAt({
    path: '/v1/sources',
    parameters: listSchema,
    answer: sourcesAnswer,
    csv: async () => (await import('./tables.ts')).sourcesTable,
  }),
  calendar: textAt({
    path: '/v1/releases.ics',
    parameters: nothingSchema,
    mediaType: 'text/calendar; charset=utf-8',
  }),
  openapi: textAt({
    path: '/v1/openapi.json',
    parameters: nothingSchema,
    mediaType: 'application/json',
  }),
  docs: textAt({
    path: '/docs',
    parameters: nothingSchema,
    mediaType: 'text/html; charset=utf-8',
  }),
} as const;
