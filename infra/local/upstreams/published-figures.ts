import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { lastMonthOf, period, shift } from '../../../shared/domain/period.ts';

const FILE = new URL('../../../shared/sources/published-figures.csv', import.meta.url);

const [header = [], ...rows] = parse(readFileSync(FILE, 'utf8'), {
  comment: '#',
  comment_no_infix: true,
}) as string[][];

const figures = rows.map((cells) => ({
  cells,
  releasedAt: releaseOf(cells[header.indexOf('period')] ?? ''),
}));

/** The distinct instants at which figures come out, earliest first. */
export const publishedFiguresReleases: readonly Instant[] = [
  ...new Set(figures.map(({ releasedAt }) => releasedAt)),
].sort();

/** A server of the shipped figures that are out at `now`, as a publisher's file that grows. */
export function createPublishedFiguresUpstream({ now }: { now: () => Date }): Hono {
  const app = new Hono();
  app.get('/figures.csv', etag(), (context) => {
    const current = instant(now());
    const out = figures.filter(({ releasedAt }) => releasedAt <= current);
    const last = publishedFiguresReleases.findLast((releasedAt) => releasedAt <= current);
    context.header('content-type', 'text/csv; charset=utf-8');
    if (last) context.header('last-modified', new Date(last).toUTCString());
    return context.body(stringify([header, ...out.map(({ cells }) => cells)]));
  });
  return app;
}

/**
 * Korea Customs confirms a month around the 15th of the next one, and with December the year. The day is exact in the
 * replay only: when each shipped figure really came out is not known.
 */
function releaseOf(text: string): Instant {
  return instant(`${shift(lastMonthOf(period(text)), 1)}-15T00:00:00Z`);
}
