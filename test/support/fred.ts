import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { instant, type Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { fred } from '../../shared/sources/fred.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { serveLoopback } from './loopback.ts';
import { sourceContext } from './source-context.ts';

export const KEY = '0123456789abcdefghijklmnopqrstuv';

export function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/fred/${name}`, import.meta.url), 'utf8');
}

export function target(text = 'US-KR', over: Partial<SourceTarget> = {}): SourceTarget {
  const span = { frequency: 'M', from: period('2026-05'), to: period('2026-07') } as const;
  return { pair: pair(text), ...span, ...over };
}

export type Answer = (url: URL) => Response | undefined;

/** What a server answers that has the specimens; those of other series are those of Korea under their id. */
const asSpecified: Answer = ({ pathname, searchParams }) => {
  const id = searchParams.get('series_id') ?? '';
  const kind = pathname.endsWith('/observations') ? 'observations' : 'series';
  return new Response(specimen(`${kind}-${id.slice(0, 3)}KR.json`).replaceAll('EXPKR', id));
};

/** Asks a server that gives another answer where one is given, and the specimens otherwise. */
export async function fetching(
  answer: Answer = () => undefined,
  { targets = [target()], apiKey = KEY, now = '2026-11-25T06:00:00Z' } = {},
) {
  const asked: URL[] = [];
  const pauses: number[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    const url = new URL(c.req.url);
    asked.push(url);
    return answer(url) ?? (asSpecified(url) as Response);
  });
  const context = sourceContext({
    baseUrl: await serveLoopback(app),
    apiKey,
    knownAt: instant(now),
    sleep: async (milliseconds) => void pauses.push(milliseconds),
  });
  const outcome = await fred.fetch({ targets }, context).catch((error: unknown) => error);
  return { asked, pauses, outcome };
}

function inWords({ pair: of, indicator, period: at, value, basis, releasedAt }: Observation) {
  return `${of} ${indicator} ${at} ${value.toFixed()} ${basis}, ${releasedAt}`;
}

export async function said(...given: Parameters<typeof fetching>): Promise<string[]> {
  const { outcome } = await fetching(...given);
  if (!Array.isArray(outcome)) throw outcome;
  return outcome.map(inWords);
}

export async function refusal(...given: Parameters<typeof fetching>): Promise<string> {
  const { outcome } = await fetching(...given);
  if (!(outcome instanceof Error)) throw new Error('the answer was not refused');
  return `${outcome.name} ${outcome.message}`;
}

export type Row = Record<'realtime_start' | 'date' | 'value', string>;

/** Exports as they are specified, with other rows or another envelope. */
export function exportsOf(rows: readonly Row[], envelope: Record<string, unknown> = {}): Answer {
  return ({ pathname, searchParams }) => {
    if (!pathname.endsWith('/observations') || searchParams.get('series_id') !== 'EXPKR') return;
    const observations = rows.map((row) => ({ ...row, realtime_end: '9999-12-31' }));
    const body = JSON.parse(specimen('observations-EXPKR.json'));
    return Response.json({ ...body, count: rows.length, ...envelope, observations });
  };
}

export function row(date: string, realtime_start: string, value: string): Row {
  return { date, realtime_start, value };
}
