import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type * as z from 'zod';
import { createApp } from '../../functions/query/app.ts';
import { recomputePair } from '../../functions/recompute/recompute-pair.ts';
import { type Instant, instant, type Vintage } from '../../shared/domain/observation.ts';
import { type Pair, pair } from '../../shared/domain/pair.ts';
import { ruleSchema } from '../../shared/domain/rule.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import { allVintages, writeChanges } from '../../shared/store/observations.ts';
import { writeRule } from '../../shared/store/rules.ts';
import { writeRun } from '../../shared/store/runs.ts';
import { writeSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';
import { problemAnswer } from './answers.ts';
import { holdAgainstDocument } from './contract.ts';
import { vintagesOf } from './observations.ts';

const SOURCE = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-01' };

const SETTINGS = settingsSchema.parse({
  pairs: { 'XA-XB': { M: 'us-census', A: 'un-comtrade' }, 'XB-XC': { M: 'us-census' } },
  sources: { 'us-census': SOURCE, 'un-comtrade': SOURCE, 'imf-imts': SOURCE },
  rules: [],
});

/** A deficit of more than 50 with XB: it crosses and clears every other month. */
export const RULE = ruleSchema.parse({
  id: 'xa-xb-deficit',
  pair: 'XA-XB',
  metric: 'balance',
  fires: { below: -50 },
});

/** What each month brought: exports 100, and imports of. */
const IMPORTS = [120, 180, 120, 180, 120, 180];

/** When the figures of a month of 2025 became known: at noon on the fifth, two months on. */
export function knownAt(monthOfYear: number): Instant {
  return instant(new Date(Date.UTC(2025, monthOfYear + 1, 5, 12)));
}

/** When imports of February were restated from 180 to 130, which takes the crossing back. */
export const RESTATED_AT = instant('2025-09-01T12:00:00Z');

/** Six months of the fictional pair XA-XB with one restatement, a year beside them, and XB-XC of which nothing is known yet. */
export async function givenSeveralReleases(table: Table): Promise<void> {
  await writeSettings(table, SETTINGS);
  await writeRule(table, {
    ...RULE,
    version: 1,
    retired: false,
    inForceSince: 1,
    settings: null,
    writtenAt: knownAt(0),
  });
  await givenRelease(table, [
    ...vintagesOf(
      { exports: { '2024': 1000 }, imports: { '2024': 1500 } },
      { source: 'un-comtrade', basis: 'FOB', knownAt: knownAt(0), run: 'run-0' },
    ),
  ]);
  for (const [index, amount] of IMPORTS.entries()) {
    const period = `2025-0${index + 1}`;
    const provenance = { knownAt: knownAt(index + 1), run: `run-${index + 1}` };
    await givenRelease(
      table,
      vintagesOf({ exports: { [period]: 100 }, imports: { [period]: amount } }, provenance),
    );
  }
  const restatement = { knownAt: RESTATED_AT, run: 'run-7', print: 2 };
  await givenRelease(table, vintagesOf({ imports: { '2025-02': 130 } }, restatement));
  await writeRun(table, {
    source: 'us-census',
    run: 'run-7',
    at: RESTATED_AT,
    outcome: 'changed',
    changed: 1,
    newestPeriod: vintagesOf({ imports: { '2025-06': 1 } })[0]?.period ?? null,
    lastChangeAt: RESTATED_AT,
    arrivals: {},
    code: null,
    reason: null,
  });
}

/** A release of the pair, ingested and recomputed. */
export async function givenRelease(table: Table, vintages: readonly Vintage[]): Promise<void> {
  const XA: Pair = pair('XA-XB');
  const known = await allVintages(table, XA);
  const changes = vintages.map((vintage) => ({
    vintage,
    replaces: known.find(
      ({ indicator, period }) => indicator === vintage.indicator && period === vintage.period,
    ),
  }));
  await writeChanges(table, changes);
  await recomputePair(XA, { table, now: () => new Date(), log: createLogger(() => {}) });
}

/** The API over a table, asked without a server in between. Every answer is held against the OpenAPI document. */
export interface AskedApp {
  readonly app: { request(target: string, init?: RequestInit): Promise<Response> };
  /** The app itself, for a server. */
  readonly bare: ReturnType<typeof createApp>;
  /** What it logged. */
  readonly logged: readonly string[];
  whenAsked<T>(path: string, shape: z.ZodType<T>): Promise<T>;
  /** The problem that a path answers, with the status of the response. */
  whenRefused(path: string): Promise<z.infer<typeof problemAnswer>>;
}

export function queryOver(table: Table, now: () => Date = () => new Date()): AskedApp {
  const logged: string[] = [];
  const bare = createApp({
    table,
    now,
    log: createLogger((line) => logged.push(line)),
    offers: { ruleWrites: 'signed', subscriptions: 'open' },
  });
  const app: AskedApp['app'] = {
    async request(target, init) {
      const response = await bare.request(target, init);
      if (isPage(target)) return response;
      const body = await plainBody(response.clone());
      holdAgainstDocument({ method: init?.method ?? 'GET', target, response, body });
      return response;
    },
  };
  return {
    app,
    bare,
    logged,
    async whenAsked(path, shape) {
      const response = await app.request(path);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      return shape.parse(JSON.parse(text));
    },
    async whenRefused(path) {
      const response = await app.request(path);
      const type = response.headers.get('content-type');
      if (type !== 'application/problem+json; charset=utf-8') {
        throw new Error(`${path}: ${response.status} ${type}`);
      }
      const problem = problemAnswer.parse(await response.json());
      if (problem.status !== response.status) throw new Error(`${path}: ${response.status}`);
      return problem;
    },
  };
}

/** Pages and pictures are for people: the document announces them not. */
function isPage(target: string): boolean {
  return /^\/($|\?|pairs\/|alerts\/|charts\/|icon)/.test(target);
}

async function plainBody(response: Response): Promise<string> {
  const body = Buffer.from(await response.arrayBuffer());
  const coding = response.headers.get('content-encoding');
  if (body.length === 0 || !coding) return body.toString();
  return (coding === 'br' ? brotliDecompressSync(body) : gunzipSync(body)).toString();
}
