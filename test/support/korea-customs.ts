import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { koreaCustoms } from '../../shared/sources/korea-customs.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { serveLoopback } from './loopback.ts';
import { sourceContext } from './source-context.ts';

export const KEY = '0123456789abcdef'.repeat(4);

export function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/korea-customs/${name}`, import.meta.url), 'utf8');
}

export function target(text: string, from = '2026-01', to = '2026-03'): SourceTarget {
  return { pair: pair(text), frequency: 'M', from: period(from), to: period(to) };
}

type Answer = string | { readonly body: string; readonly status?: number; readonly type?: string };

/** Serves an answer for each operation, and what has no rows for every other; remembers what was asked. */
export async function answering(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const app = new Hono();
  app.get('/:service/:operation', (c) => {
    const { pathname, search } = new URL(c.req.url);
    asked.push(pathname + search);
    const found = answers[c.req.param('service')] ?? specimen('nothing.xml');
    const {
      body,
      status = 200,
      type = 'application/xml',
    } = typeof found === 'string' ? { body: found } : found;
    return new Response(body, { status, headers: { 'content-type': type } });
  });
  return { baseUrl: await serveLoopback(app), asked };
}

export function fetchFrom(
  baseUrl: string,
  targets: readonly SourceTarget[],
  apiKey: string | undefined = KEY,
): Promise<Observation[]> {
  return koreaCustoms.fetch({ targets }, sourceContext({ baseUrl, apiKey }));
}

export async function fetched(
  answers: Readonly<Record<string, Answer>>,
  ...targets: SourceTarget[]
): Promise<Observation[]> {
  return fetchFrom((await answering(answers)).baseUrl, targets);
}

export function printed({ pair: of, indicator, period: at, value, basis }: Observation): string {
  return `${of} ${indicator} ${at} ${value.toFixed()} ${basis}`;
}
