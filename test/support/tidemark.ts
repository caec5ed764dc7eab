import { afterAll, beforeAll, beforeEach } from 'vitest';
import type * as z from 'zod';
import { startLocal } from '../../infra/local/runner.ts';
import { type AlertAnswer, alertsAnswer, historyAnswer } from './answers.ts';
import { holdAgainstDocument } from './contract.ts';

/** A deployed stack to be tested instead of a local one: `TIDEMARK_URL=https://... npx vitest run test/acceptance`. */
const deployedUrl = process.env['TIDEMARK_URL']?.replace(/\/$/, '');

/** A Tidemark that is asked over HTTP and by nothing else. */
export interface Asked {
  /** What a path answers, which must be a 200 of that shape. */
  whenAsked<T>(path: string, shape: z.ZodType<T>): Promise<T>;
  /** What a path answers to a JSON body, which must be a 200. */
  whenPosted(path: string, body: unknown): Promise<unknown>;
  /** The bare response. */
  whenFetched(path: string, init?: RequestInit): Promise<Response>;
  /** Where it listens. */
  address(): URL;
}

/** One Tidemark for a file of cases: the whole replay on this machine, or the stack that TIDEMARK_URL names. */
export function givenTidemark(): Asked {
  let url = deployedUrl ?? '';
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    if (deployedUrl) return;
    const tidemark = await startLocal({ port: 0, sources: 'replay' });
    ({ url, stop } = tidemark);
  });
  afterAll(() => stop());
  return {
    whenFetched: (path, init) => fetch(`${url}${path}`, init),
    address: () => new URL(url),
    async whenPosted(path, body) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      holdAgainstDocument({ method: 'POST', target: path, response, body: text });
      return JSON.parse(text);
    },
    async whenAsked(path, shape) {
      const response = await fetch(`${url}${path}`);
      const text = await response.text();
      if (path.startsWith('/v1/')) {
        holdAgainstDocument({ method: 'GET', target: path, response, body: text });
      }
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      return shape.parse(JSON.parse(text));
    },
  };
}

/** Leaves out, saying so, the cases of a block that rest on what the replay brings or on this machine's own parts. */
export function givenTheReplay(): void {
  beforeEach(({ skip }) =>
    skip(deployedUrl !== undefined, 'needs the replay, and TIDEMARK_URL names a deployed stack'),
  );
}

/** The value of a metric in one period; null stays null. */
export async function whenValueIsAsked(
  { whenAsked }: Asked,
  [pair, metric, period]: readonly [string, string, string],
  asOf?: string,
): Promise<number | null | undefined> {
  const known = asOf ? `&asOf=${encodeURIComponent(asOf)}` : '';
  const path = `/v1/pairs/${pair}/metrics/${metric}?from=${period}&to=${period}${known}`;
  return (await whenAsked(path, historyAnswer)).values.find((value) => value.period === period)
    ?.value;
}

/** The whole log of alerts, page after page. */
export async function whenAllAlertsAreRead(
  { whenAsked }: Asked,
  limit = 200,
): Promise<AlertAnswer[]> {
  const alerts: AlertAnswer[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next ? `&cursor=${encodeURIComponent(next)}` : '';
    const page = await whenAsked(`/v1/alerts?limit=${limit}${cursor}`, alertsAnswer);
    alerts.push(...page.alerts);
    next = page.next;
  }
  return alerts;
}
