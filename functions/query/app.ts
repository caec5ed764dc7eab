import { Hono } from 'hono/tiny';
import { answerFault, refuseLongUri } from '../../shared/platform/fallback.ts';
import { finish } from '../../shared/platform/finish.ts';
import { PAGE_ROUTES } from './page-routes.ts';
import { type QueryDependencies, servedBy } from './parts.ts';
import { createWatchList } from './watch-list.ts';

/**
 * What is answered over HTTP: the same app behind API Gateway, behind a local server, and in tests. Pages and API are parts of
 * their own, so that whoever asks for figures loads no drawing, and who looks at a page no tables.
 */
export function createApp(dependencies: QueryDependencies): Hono {
  const app = new Hono();
  app.use(finish);
  app.use(refuseLongUri);
  const given = {
    ...dependencies,
    watchList: createWatchList(dependencies.table, dependencies.now),
  };
  const pages = servedBy(async () => (await import('./page/routes.ts')).pageRoutes(given));
  for (const { path } of PAGE_ROUTES) app.get(path.replace(/\{(\w+)\}/g, ':$1'), pages);
  app.all(
    '*',
    servedBy(async () => (await import('./api.ts')).apiRoutes(given)),
  );
  app.onError(answerFault(dependencies.log, 'query.failed'));
  return app;
}
