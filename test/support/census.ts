import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { usCensus } from '../../shared/sources/us-census.ts';
import { serveLoopback } from './loopback.ts';
import { sourceContext } from './source-context.ts';

export const KEY = '0123456789abcdef0123456789abcdef01234567';

export const KOREA = target('US-KR', '2026-05', '2026-06');
export const JAPAN = target('US-JP', '2026-05', '2026-06');
export const CHINA = target('US-CN', '2026-05', '2026-06');

export function target(pairText: string, from: string, to: string): SourceTarget {
  return { pair: pair(pairText), frequency: 'M', from: period(from), to: period(to) };
}

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/us-census/${name}`, import.meta.url), 'utf8');
}

type Table = (string | null)[][];

export function table(name: 'imports.json' | 'exports.json'): Table {
  return JSON.parse(specimen(name)) as Table;
}

export function json(body: unknown): Response {
  return Response.json(body);
}

/** Answers imports as given and, unless told otherwise, exports by 204; remembers the queries. */
export async function answering(
  imports: () => Response,
  exports = () => new Response(null, { status: 204 }),
): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const app = new Hono();
  app.use((c, next) => {
    const { pathname, search } = new URL(c.req.url);
    asked.push(decodeURIComponent(pathname + search));
    return next();
  });
  app.get('/data/timeseries/intltrade/imports/hs', imports);
  app.get('/data/timeseries/intltrade/exports/hs', exports);
  return { baseUrl: await serveLoopback(app), asked };
}

export async function fetchFrom(baseUrl: string, targets: SourceTarget[]): Promise<Observation[]> {
  return usCensus.fetch({ targets }, sourceContext({ baseUrl, apiKey: KEY }));
}

export async function fetchImports(response: () => Response, ...targets: SourceTarget[]) {
  return fetchFrom((await answering(response)).baseUrl, targets);
}

export function printed({ pair, indicator, period, value, basis, status }: Observation): string {
  return `${pair} ${indicator} ${period} ${value.toFixed()} ${basis} ${status}`;
}

/** The imports specimen with some rows changed. */
export function imports(change: (rows: Table) => Table): () => Response {
  return () => json(change(table('imports.json')));
}
