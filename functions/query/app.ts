import { Hono } from 'hono';
import { pairOfAlertId } from '../../shared/domain/alert.ts';
import { asOf as knownAsOf } from '../../shared/domain/as-of.ts';
import { INDICATORS, indicatorSchema } from '../../shared/domain/indicator.ts';
import { INDICATOR_WORDS } from '../../shared/domain/indicator-words.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { ProblemError, problemResponse, unknown } from '../../shared/platform/problem.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import { readAlert } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { allVintages, currentOf } from '../../shared/store/observations.ts';
import { parseLatest, readLatest } from '../../shared/store/pair-present.ts';
import { lastRun } from '../../shared/store/runs.ts';
import { getItems, type Table } from '../../shared/store/table.ts';
import { listAlerts } from './alert-list.ts';
import { freshnessOf } from './freshness.ts';
import { currentHistory, historyAsOf } from './metric-history.ts';
import {
  ALERT_ID,
  alertsSchema,
  nothingSchema,
  observationsSchema,
  parseParameters,
  rangeSchema,
} from './parameters.ts';
import {
  numberOrNull,
  presentAlert,
  presentHeadline,
  presentObservation,
  presentPair,
} from './present.ts';
import { addRuleRoutes } from './rules.ts';
import { createWatchList } from './watch-list.ts';

export interface QueryDependencies {
  readonly table: Table;
  readonly now: () => Date;
  readonly log: Logger;
}

/** The HTTP API: the same app behind API Gateway, behind a local server, and in tests. */
export function createApp({ table, now, log }: QueryDependencies): Hono {
  const app = new Hono();
  const watchList = createWatchList(table, now);
  const newestAlerts = async (): Promise<string[]> => {
    const { alerts } = await listAlerts(table, await watchList.pairs(), { limit: 10 });
    return alerts.map(({ alert }) => alert.id);
  };

  app.get('/v1/pairs', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const pairs = await watchList.pairs();
    const items = await getItems(table, pairs.map(keys.latest));
    const latest = new Map(items.map(parseLatest).map((found) => [found.pair, found]));
    return context.json({ pairs: pairs.map((pair) => presentHeadline(pair, latest.get(pair))) });
  });

  app.get('/v1/pairs/:pair', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const pair = await watchList.pair(context.req.param('pair'));
    return context.json(presentPair(pair, await readLatest(table, pair)));
  });

  app.get('/v1/pairs/:pair/metrics/:metric', async (context) => {
    const pair = await watchList.pair(context.req.param('pair'));
    const metric = metricIdSchema.safeParse(context.req.param('metric')).data;
    if (!metric) throw unknown('metric', context.req.param('metric'), Object.keys(METRICS));
    const { asOf, ...range } = parseParameters(rangeSchema, context.req.url);
    const [values, latest] = await Promise.all([
      asOf
        ? historyAsOf(table, pair, metric, range, asOf)
        : currentHistory(table, pair, metric, range),
      readLatest(table, pair),
    ]);
    const { unit, title, definition } = METRICS[metric];
    return context.json({
      pair,
      metric,
      title,
      unit,
      definition,
      basis: latest?.metrics[metric]?.basis ?? null,
      notes: latest?.metrics[metric]?.notes ?? [],
      ...(asOf ? { asOf } : {}),
      values: values.map((found) => ({ ...found, value: numberOrNull(found.value) })),
    });
  });

  app.get('/v1/pairs/:pair/observations/:indicator', async (context) => {
    const pair = await watchList.pair(context.req.param('pair'));
    const indicator = indicatorSchema.safeParse(context.req.param('indicator')).data;
    if (!indicator) {
      throw unknown('indicator', context.req.param('indicator'), Object.keys(INDICATORS));
    }
    const { asOf, history } = parseParameters(observationsSchema, context.req.url);
    const vintages =
      asOf || history
        ? await allVintages(table, pair, indicator)
        : await currentOf(table, pair, indicator);
    const known = asOf ? vintages.filter(({ knownAt }) => knownAt <= asOf) : vintages;
    const wanted = asOf && !history ? knownAsOf(known, asOf) : known;
    return context.json({
      pair,
      indicator,
      title: INDICATOR_WORDS[indicator].title,
      ...(asOf ? { asOf } : {}),
      values: [...wanted].sort(byPeriodAndVintage).map(presentObservation),
    });
  });

  app.get('/v1/alerts', async (context) => {
    const { pair, ...page } = parseParameters(alertsSchema, context.req.url);
    const pairs = pair ? [await watchList.pair(pair)] : await watchList.pairs();
    const { alerts, next } = await listAlerts(table, pairs, page);
    return context.json({ alerts: alerts.map(presentAlert), next });
  });

  app.get('/v1/alerts/:id', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const id = context.req.param('id');
    const pair = ALERT_ID.test(id) ? pairOfAlertId(id) : undefined;
    const stored = pair && (await readAlert(table, pair, id));
    if (!stored) throw unknown('alert', id, await newestAlerts());
    return context.json(presentAlert(stored));
  });

  addRuleRoutes(app, table, watchList);

  app.get('/v1/sources', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const { sources } = await watchList.settings();
    const watched = Object.keys(sources).flatMap((id) => providerOf(id) ?? []);
    const last = await Promise.all(watched.map(({ id }) => lastRun(table, id)));
    return context.json({
      sources: watched.map((source, index) => freshnessOf(source, last[index])),
    });
  });

  const paths = app.routes
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  app.notFound((context) =>
    problemResponse(context, unknown('path', context.req.path, paths).problem),
  );
  app.onError((error, context) => {
    if (error instanceof ProblemError) return problemResponse(context, error.problem);
    log.error('query.failed', error, { path: context.req.path });
    const detail = 'the answer could not be made; the fault is ours and was recorded';
    return problemResponse(context, { status: 500, title: 'Internal error', detail });
  });
  return app;
}

function byPeriodAndVintage(a: Vintage, b: Vintage): number {
  return comparePeriods(a.period, b.period) || (a.knownAt < b.knownAt ? -1 : 1);
}
