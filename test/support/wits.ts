import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { wits } from '../../shared/sources/wits.ts';
import { serveLoopback } from './loopback.ts';
import { sourceContext } from './source-context.ts';

export function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/wits/${name}`, import.meta.url), 'utf8');
}

/** The answers by dataset and first importer: Korea with Japan and the United States, both ways. */
export const ANSWERS = {
  'tradestats-trade kor': specimen('korea-imports.json'),
  'tradestats-trade jpn': specimen('partner-imports.json'),
  'tradestats-tariff kor': specimen('korea-tariffs.json'),
  'tradestats-tariff jpn': specimen('partner-tariffs.json'),
};
export type Answers = Readonly<Partial<Record<keyof typeof ANSWERS, string>>>;

export const NO_RECORDS = specimen('no-records.txt');

export function target(text: string, from = '2015', to = '2025'): SourceTarget {
  return { pair: pair(text), frequency: 'A', from: period(from), to: period(to) };
}

export const KOREA = [target('KR-JP'), target('KR-US')];

/** What WITS is asked for and how that ends, where it answers like this, and everything else with a 404. */
export async function fetched(
  answers: Answers,
  targets: readonly SourceTarget[] = KOREA,
  { status = 200, type = 'application/vnd.sdmx.data+json;version=1.0.0', location = '' } = {},
) {
  const asked: URL[] = [];
  const app = new Hono();
  app.get('/datasource/:dataset/reporter/:reporter/*', (c) => {
    asked.push(new URL(c.req.url));
    const { dataset, reporter } = c.req.param();
    const [importer] = reporter.split(';');
    const body = Object.entries(answers).find(([key]) => key === `${dataset} ${importer}`)?.[1];
    if (body === undefined) return c.text(NO_RECORDS, 404);
    return new Response(body, { status, headers: { 'content-type': type, location } });
  });
  const pauses: number[] = [];
  const context = sourceContext({
    baseUrl: await serveLoopback(app),
    sleep: async (milliseconds) => void pauses.push(milliseconds),
  });
  const outcome = await wits.fetch({ targets }, context).catch((error: unknown) => error);
  return { asked, outcome, pauses };
}

/** What is told of Korea with Japan. */
export async function toldOfJapan(
  answers: Answers,
  targets: readonly SourceTarget[] = KOREA,
): Promise<Observation[]> {
  const { outcome } = await fetched(answers, targets);
  if (!Array.isArray(outcome)) throw outcome;
  return outcome.filter((found: Observation) => found.pair === 'KR-JP');
}

/** The answer about Korea's imports with something replaced. */
export function changed(from: string, to: string): Answers {
  const before = ANSWERS['tradestats-trade kor'];
  const after = before.replace(from, to);
  if (after === before) throw new Error(`there is no ${from}`);
  return { ...ANSWERS, 'tradestats-trade kor': after };
}
