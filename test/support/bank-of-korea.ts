import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { bankOfKorea } from '../../shared/sources/bank-of-korea.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { serveLoopback } from './loopback.ts';
import { sourceContext } from './source-context.ts';

export const KEY = 'K0REA5ECRET9876KEY01';

export function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/bank-of-korea/${name}`, import.meta.url), 'utf8');
}

export function target(text = 'KR-WORLD', from = '2026-01', to = '2026-03'): SourceTarget {
  return { pair: pair(text), frequency: 'M', from: period(from), to: period(to) };
}

/** Serves exports as given and, unless told otherwise, no imports; remembers what was asked. */
export async function answering(
  exports: string,
  { imports = specimen('nothing.json'), status = 200 } = {},
): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const app = new Hono();
  app.get('*', (c) => {
    const { pathname, search } = new URL(c.req.url);
    asked.push(pathname + search);
    const body = pathname.endsWith('/T004') ? imports : exports;
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  });
  return { baseUrl: await serveLoopback(app), asked };
}

export function fetchFrom(
  baseUrl: string,
  targets: readonly SourceTarget[] = [target()],
  apiKey: string | undefined = KEY,
): Promise<Observation[]> {
  return bankOfKorea.fetch({ targets }, sourceContext({ baseUrl, apiKey }));
}

export function printed({ pair: of, indicator, period: at, value, basis }: Observation): string {
  return `${of} ${indicator} ${at} ${value.toFixed()} ${basis}`;
}
