import { Hono } from 'hono/tiny';
import { pairOfAlertId } from '../../shared/domain/alert.ts';
import { asOf as knownAsOf } from '../../shared/domain/as-of.ts';
import { INDICATORS, indicatorSchema } from '../../shared/domain/indicator.ts';
import { INDICATOR_TITLES } from '../../shared/domain/indicator-titles.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import { pairsWithFlows } from '../../shared/domain/settings.ts';
import { answerFault, answerOtherwise } from '../../shared/platform/fallback.ts';
import { unknown } from '../../shared/platform/problem.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import { readAlert } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { allVintages, currentOf } from '../../shared/store/observations.ts';
import { parseLatest } from '../../shared/store/pair-present.ts';
import { lastRun } from '../../shared/store/runs.ts';
import { getItems } from '../../shared/store/table.ts';
import { listAlerts } from './alert-list.ts';
import { presentContributions } from './answers/contributions.ts';
import { presentCatalogue } from './answers/metric.ts';
import { presentHeadline } from './answers/pair.ts';
import { ownStyleOnly, readAsset } from './assets.ts';
import { FOR_A_MINUTE, FOR_AN_HOUR, FOR_GOOD, isSettled, mayLearnOfThePast } from './caching.ts';
import { CONTRACTS } from './contracts.ts';
import { FOREIGN_ROUTES } from './foreign-routes.ts';
import { freshnessOf } from './freshness.ts';
import { assertOfSuchPeriods, currentHistory, historyAsOf } from './metric-history.ts';
import { PAGE_ROUTES } from './page-routes.ts';
import { createPairAnswers } from './pair-answers.ts';
import { readContributions } from './pair-contributions.ts';
import { ALERT_ID } from './parameters.ts';
import { nameRequest, type PartDependencies } from './parts.ts';
import { addRuleRoutes } from './rules.ts';
import { serving } from './serve.ts';
import { WHAT_IF_BODY } from './what-if/body.ts';

/** The HTTP API, a part of its own. What no route takes is answered here too, whichever part it was meant for. */
export function apiRoutes({ table, now, log, watchList }: PartDependencies): Hono {
  const app = new Hono();
  app.use(nameRequest);
  const serve = serving(app);
  const { json, text } = serve;
  const answerOf = createPairAnswers(table);
  const watched = async (pair: string | undefined): Promise<Pair | undefined> =>
    pair === undefined ? undefined : watchList.pair(pair);
  const newestAlerts = async (): Promise<string[]> => {
    const { alerts } = await listAlerts(table, undefined, { limit: 10 });
    return alerts.map(({ alert }) => alert.id);
  };
  const sourcesWithRuns = async () => {
    const { sources } = await watchList.settings();
    const providers = Object.keys(sources).flatMap((id) => providerOf(id) ?? []);
    return Promise.all(
      providers.map(async (source) => [source, await lastRun(table, source.id)] as const),
    );
  };
  const cachedAsOf = async (pair: Pair, asOf: Instant | undefined): Promise<string> => {
    if (!asOf || !isSettled(asOf, now())) return FOR_A_MINUTE;
    const { pairs } = await watchList.settings();
    return mayLearnOfThePast(pairs[pair]) ? FOR_A_MINUTE : FOR_GOOD;
  };

  json(CONTRACTS.pairs, async () => {
    const pairs = await watchList.pairs();
    const items = await getItems(table, pairs.map(keys.latest));
    const latest = new Map(items.map(parseLatest).map((found) => [found.pair, found]));
    return { answer: { pairs: pairs.map((pair) => presentHeadline(pair, latest.get(pair))) } };
  });

  json(CONTRACTS.pair, async ({ path }) => {
    const pair = await watchList.pair(path('pair'));
    return { answer: await answerOf(pair) };
  });

  json(CONTRACTS.history, async ({ path, parameters: { asOf, ...range } }) => {
    const pair = await watchList.pair(path('pair'));
    const metric = metricIdSchema.safeParse(path('metric')).data;
    if (!metric) throw unknown('metric', path('metric'), Object.keys(METRICS));
    assertOfSuchPeriods(metric, range);
    const { basis, notes, values } = asOf
      ? await historyAsOf(table, pair, metric, range, asOf)
      : await currentHistory(table, pair, metric, range);
    const { unit, title, definition } = METRICS[metric];
    const said = { basis: basis ?? null, notes: [...(notes ?? [])] };
    return {
      answer: { pair, metric, title, unit, definition, ...said, asOf, values: [...values] },
      cached: await cachedAsOf(pair, asOf),
    };
  });

  json(CONTRACTS.observations, async ({ path, parameters: { asOf, history } }) => {
    const pair = await watchList.pair(path('pair'));
    const indicator = indicatorSchema.safeParse(path('indicator')).data;
    if (!indicator) throw unknown('indicator', path('indicator'), Object.keys(INDICATORS));
    const vintages =
      asOf || history
        ? await allVintages(table, pair, indicator)
        : await currentOf(table, pair, indicator);
    const known = asOf ? vintages.filter(({ knownAt }) => knownAt <= asOf) : vintages;
    const wanted = asOf && !history ? knownAsOf(known, asOf) : known;
    const values = [...wanted].sort(byPeriodAndVintage);
    return {
      answer: { pair, indicator, title: INDICATOR_TITLES[indicator], asOf, values },
      cached: await cachedAsOf(pair, asOf),
    };
  });

  json(CONTRACTS.contributions, async ({ path, parameters }) => {
    const pair = await watchList.pair(path('pair'));
    const watched = pairsWithFlows(await watchList.settings());
    const told = await readContributions(table, pair, watched, parameters);
    return {
      answer: presentContributions(pair, told, parameters.asOf),
      cached: await cachedAsOf(pair, parameters.asOf),
    };
  });

  json(CONTRACTS.metrics, async () => ({ answer: presentCatalogue(), cached: FOR_AN_HOUR }));

  json(CONTRACTS.alerts, async ({ parameters: { pair, ...page } }) => {
    const answer = await listAlerts(table, await watched(pair), page);
    return { answer, next: answer.next };
  });

  json(CONTRACTS.alert, async ({ path }) => {
    const id = path('id');
    const pair = ALERT_ID.test(id) ? pairOfAlertId(id) : undefined;
    const answer = pair && (await readAlert(table, pair, id));
    if (!answer) throw unknown('alert', id, await newestAlerts());
    return { answer };
  });

  addRuleRoutes(serve, table, watchList);

  json(CONTRACTS.whatIf, async ({ body }) => {
    const asked = await body(WHAT_IF_BODY);
    // The model is a part of its own: whoever reads loads nothing of it.
    const { readStored } = await import('./what-if/read.ts');
    const { answerWhatIf } = await import('./what-if/answer.ts');
    const stored = await readStored(table, asked);
    return { answer: answerWhatIf(asked, stored), cached: 'no-store' };
  });

  text(CONTRACTS.feed, async ({ parameters: { pair, ...wanted }, url }) => {
    const page = await listAlerts(table, await watched(pair), wanted);
    // Feed and calendar are parts of their own: whoever asks for figures loads nothing of them.
    const { alertFeed } = await import('./alert-feed.ts');
    return { answer: alertFeed(page, url), next: page.next };
  });

  json(CONTRACTS.sources, async () => {
    const at = now();
    const sources = (await sourcesWithRuns()).map(([source, run]) => freshnessOf(source, run, at));
    return { answer: { sources } };
  });

  text(CONTRACTS.calendar, async ({ url }) => {
    const { releaseCalendar, releasesAwaited } = await import('./release-calendar.ts');
    const releases = (await sourcesWithRuns()).flatMap(([source, run]) =>
      releasesAwaited(source, run),
    );
    return { answer: releaseCalendar(releases, `${url.origin}/v1/sources`) };
  });

  text(CONTRACTS.openapi, async () => ({
    answer: await readAsset('openapi.json'),
    cached: FOR_AN_HOUR,
  }));

  text(CONTRACTS.docs, async () => {
    const answer = await readAsset('docs.html');
    return { answer, cached: FOR_AN_HOUR, headers: ownStyleOnly(answer) };
  });

  app.notFound(answerOtherwise(app.routes, [...PAGE_ROUTES, ...Object.values(FOREIGN_ROUTES)]));
  app.onError(answerFault(log, 'query.failed'));
  return app;
}

function byPeriodAndVintage(a: Vintage, b: Vintage): number {
  return comparePeriods(a.period, b.period) || (a.knownAt < b.knownAt ? -1 : 1);
}
