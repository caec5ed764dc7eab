import type { Context } from 'hono';
import { raw } from 'hono/html';
import { unknown } from '../../../shared/platform/problem.ts';
import { providerOf } from '../../../shared/sources/providers.ts';
import type { Table } from '../../../shared/store/table.ts';
import { readPairHistory } from '../pair-history.ts';
import { chartSchema, parseParameters } from '../parameters.ts';
import { contentHash, pictureHeaders } from '../security.ts';
import type { WatchList } from '../watch-list.ts';
import { CHART_IDS, type Chart, chartIdOf, chartOf } from './chart.ts';
import { ALONE_STYLE } from './chart-style.ts';
import { chartAlone } from './chart-svg.ts';

const HEADERS = pictureHeaders([contentHash(ALONE_STYLE)]);

/** `GET /charts/{pair}/{chart}`, the chart being the id of a metric with `.svg`. */
export async function answerChart(
  context: Context,
  { table, watchList }: { readonly table: Table; readonly watchList: WatchList },
): Promise<Response> {
  const pair = await watchList.pair(context.req.param('pair') ?? '');
  const [, name = ''] = /^(.*)\.svg$/.exec(context.req.param('chart') ?? '') ?? [];
  const id = chartIdOf(name);
  if (!id)
    throw unknown(
      'chart',
      context.req.param('chart') ?? '',
      CHART_IDS.map((known) => `${known}.svg`),
    );
  const { asOf, ...range } = parseParameters(chartSchema, context.req.url);
  const history = await readPairHistory(table, pair, asOf);
  const chart = chartOf(history, id, range);
  const drawing = await chartAlone(chart, sourcesOf(chart), asOf);
  return context.body(String(raw(drawing)), 200, HEADERS);
}

/** How the publishers of what is drawn want to be cited. */
export function sourcesOf({ curves }: Chart): string[] {
  const ids = curves.flatMap(({ readings }) => readings.flatMap(({ sources }) => sources));
  return [...new Set(ids)].map((id) => providerOf(id)?.title ?? id);
}
