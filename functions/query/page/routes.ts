import { html, raw } from 'hono/html';
import { Hono } from 'hono/tiny';
import { pairOfAlertId } from '../../../shared/domain/alert.ts';
import { ProblemError, unknown } from '../../../shared/platform/problem.ts';
import { readAlert } from '../../../shared/store/alerts.ts';
import { answerChart } from '../charts/route.ts';
import { ALERT_ID, nothingSchema, pageSchema, parseParameters } from '../parameters.ts';
import { nameRequest, type PartDependencies } from '../parts.ts';
import { pictureHeaders } from '../security.ts';
import { capital } from '../words.ts';
import { icon } from './masthead.ts';
import { pageResponse } from './page.ts';
import { pairPage } from './pair-page.ts';

/** What people look at. Faults are told as pages too. */
export function pageRoutes({ table, now, log, watchList, offers }: PartDependencies): Hono {
  const app = new Hono();
  app.use(nameRequest);

  app.get('/', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const { origin } = new URL(context.req.url);
    const { frontPage } = await import('./front.ts');
    return pageResponse(
      await frontPage(table, await watchList.settings(), now(), { origin, offers }),
    );
  });

  app.get('/pairs/:pair', async (context) => {
    const pair = await watchList.pair(context.req.param('pair'));
    const { asOf: at } = parseParameters(pageSchema, context.req.url);
    const settings = await watchList.settings();
    const { origin } = new URL(context.req.url);
    return pageResponse(await pairPage({ table, settings, pair, at, now: now(), offers, origin }));
  });

  app.get('/alerts/:id', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const id = context.req.param('id');
    const pair = ALERT_ID.test(id) ? pairOfAlertId(id) : undefined;
    const stored = pair && (await readAlert(table, pair, id));
    if (!stored) throw unknown('alert', id, []);
    const { alertPage } = await import('./alert-page.ts');
    return pageResponse(alertPage(stored.alert));
  });

  app.get('/charts/:pair/:chart', (context) => answerChart(context, { table, watchList }));

  app.get('/icon.svg', async (context) =>
    context.body(String(raw(await icon())), 200, pictureHeaders([])),
  );

  app.onError((error, context) => {
    if (error instanceof ProblemError) {
      const { status, title, detail, known = [] } = error.problem;
      const body = html`<h1>${title}</h1><p>${capital(detail)}.</p>${
        known.length > 0 && html`<p>There are: ${known.join(', ')}.</p>`
      }<p><a href="/">All pairs</a></p>`;
      return pageResponse({ title, description: title, body }, status);
    }
    log.error('query.failed', error, { path: context.req.path });
    const title = 'This page could not be made';
    const body = html`<h1>${title}</h1><p>The fault is ours and was recorded. Loading it again may help.</p>`;
    return pageResponse({ title, description: title, body }, 500);
  });
  return app;
}
