import type { Big } from 'big.js';
import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { type Pair, reporterOf } from '../domain/pair.ts';
import { period } from '../domain/period.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { isWanted } from './wanted.ts';
import { ID, readWitsFigures, refusal, type WitsFigure } from './wits-answer.ts';
import { ALL_GOODS, goodsFault, witsCodesOf, witsProductOf } from './wits-codes.ts';

const IMPORTS = 'MPRT-TRD-VL';
const TARIFF = 'AHS-WGHTD-AVRG';

/** The two sets of figures, which are asked for apart. */
const DATASETS = {
  'tradestats-trade': [IMPORTS],
  'tradestats-tariff': [TARIFF],
} as const;
type Dataset = keyof typeof DATASETS;

/** All partners together, of whom imports are known and no tariff is asked. */
const WORLD = 'WLD';

/** The tariff dataset answers under another code than it is asked by (seen by 2026-09-20). */
const ANSWERED_AS: Readonly<Record<Dataset, string>> = {
  'tradestats-trade': ALL_GOODS,
  'tradestats-tariff': '999999',
};

/** Answers took 40 to 80 seconds where there was nothing to tell (recorded by 2026-09). */
const PATIENCE_MS = 100_000;

const PAUSE_MS = 1000;

/** Trade is told in thousands of dollars. */
const THOUSAND = 1000;

/** Some importers and some exporters of some goods, in one dataset: one request. */
interface Call {
  readonly dataset: Dataset;
  readonly importers: readonly string[];
  readonly exporters: readonly string[];
  readonly product: string;
}

/** Imports of each other and of all, and the tariffs that each applies to the other's goods. */
export const wits: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const coded = targets.filter(({ pair }) => witsCodesOf(pair) !== undefined);
    // All calls are planned before the first is made: goods that nobody tells of cost no request.
    const calls = planCalls(coded);
    const figures = new Map<string, Big>();
    for (const [index, call] of calls.entries()) {
      if (index > 0) await context.sleep(PAUSE_MS);
      const url = urlOf(call, context.baseUrl);
      const answer = await context.http.get({ source: ID, url, patienceMs: PATIENCE_MS });
      enter(readWitsFigures(answer), call, figures);
    }
    return coded.flatMap((target) => observationsOf(target, figures));
  },
};

/** A reporter with all its partners, both ways: four requests, however many partners there are. */
function planCalls(targets: readonly SourceTarget[]): Call[] {
  const stars = Map.groupBy(targets, ({ pair }) => `${reporterOf(pair)} ${productOf(pair)}`);
  return [...stars.values()].flatMap((star): Call[] => {
    const [first] = star;
    const [hub] = (first && witsCodesOf(first.pair)) ?? [];
    if (!first || !hub) return [];
    const spokes = [...new Set(star.flatMap(({ pair }) => witsCodesOf(pair)?.[1] ?? []))];
    const product = productOf(first.pair);
    return [
      { dataset: 'tradestats-trade', importers: [hub], exporters: [...spokes, WORLD], product },
      { dataset: 'tradestats-trade', importers: spokes, exporters: [hub, WORLD], product },
      { dataset: 'tradestats-tariff', importers: [hub], exporters: spokes, product },
      { dataset: 'tradestats-tariff', importers: spokes, exporters: [hub], product },
    ];
  });
}

/** @throws SourceRefusal for goods of which there are no figures: those of a wider group would be of other goods. */
function productOf(pair: Pair): string {
  const product = witsProductOf(pair);
  if (product) return product;
  throw refusal('commodity', `${goodsFault(pair)}, not ${pair}`);
}

/**
 * All years, of which those that are wanted are taken: whether a list of years with one that is not out yet is answered for
 * the others is not documented.
 */
function urlOf({ dataset, importers, exporters, product }: Call, baseUrl: string): URL {
  const listed = (codes: readonly string[]): string => codes.join(';').toLowerCase();
  const path = [
    `datasource/${dataset}/reporter/${listed(importers)}/year/all/partner/${listed(exporters)}`,
    `product/${product}/indicator/${DATASETS[dataset].join(';')}`,
  ].join('/');
  const url = new URL(`${baseUrl}/${path}`);
  url.searchParams.set('format', 'JSON');
  return url;
}

function enter(found: readonly WitsFigure[], call: Call, figures: Map<string, Big>): void {
  const seen = new Set<string>();
  for (const figure of found) {
    assertEcho(figure, call);
    const key = keyOf(figure.indicator, figure.reporter, figure.partner, call.product, figure.year);
    if (seen.has(key)) throw refusal('duplicate', `two figures for ${key}`);
    seen.add(key);
    figures.set(key, figure.value);
  }
}

function assertEcho(figure: WitsFigure, { dataset, importers, exporters, product }: Call): void {
  const indicators: readonly string[] = DATASETS[dataset];
  const answeredAs = product === ALL_GOODS ? ANSWERED_AS[dataset] : product;
  const asked =
    figure.frequency === 'A' &&
    importers.includes(figure.reporter) &&
    exporters.includes(figure.partner) &&
    figure.product === answeredAs &&
    indicators.includes(figure.indicator);
  if (asked) return;
  const { frequency, reporter, partner, indicator } = figure;
  const got = [frequency, reporter, partner, figure.product, indicator].join(' ');
  throw refusal('echo', `${got} was not asked for in ${dataset}`);
}

function keyOf(
  indicator: string,
  importer: string,
  exporter: string,
  product: string,
  year: string,
): string {
  return `${indicator} ${importer} ${exporter} ${product} ${year}`;
}

function observationsOf(target: SourceTarget, figures: ReadonlyMap<string, Big>): Observation[] {
  const { pair } = target;
  const [reporter, partner] = witsCodesOf(pair) ?? [];
  if (!reporter || !partner) return [];
  const product = productOf(pair);
  const years = new Set([...figures.keys()].map((key) => key.slice(-4)));
  return [...years].sort().flatMap((text) => {
    const year = period(text);
    if (!isWanted([target], pair, year)) return [];
    const told = (indicator: string, importer: string, exporter: string): Big | undefined =>
      figures.get(keyOf(indicator, importer, exporter, product, text));
    const stated = (indicator: Indicator, value: Big | undefined): Observation[] =>
      value ? [{ pair, indicator, period: year, value, ...standing(indicator) }] : [];
    const trade = (importer: string, exporter: string): Big | undefined =>
      told(IMPORTS, importer, exporter)?.times(THOUSAND);
    // A weighted mean of nothing is told as 0, which would be free trade.
    const tariff = (importer: string, exporter: string): Big | undefined =>
      trade(importer, exporter)?.gt(0) ? told(TARIFF, importer, exporter) : undefined;
    return [
      ...stated('bilateral-imports', trade(reporter, partner)),
      ...stated('market-imports', trade(reporter, WORLD)),
      ...stated('bilateral-tariff', tariff(reporter, partner)),
      ...stated('partner-bilateral-imports', trade(partner, reporter)),
      ...stated('partner-market-imports', trade(partner, WORLD)),
      ...stated('partner-bilateral-tariff', tariff(partner, reporter)),
    ];
  });
}

/** Imports are those of UN Comtrade to the dollar (2023), and so CIF. */
function standing(indicator: Indicator) {
  const isTariff = indicator.includes('tariff');
  return {
    unit: isTariff ? 'percent' : 'USD',
    basis: (isTariff ? 'tariff schedule' : 'CIF') satisfies Basis,
    status: 'final',
    source: ID,
    ...(isTariff && { note: SCHEDULE_NOTE }),
  } as const;
}

const SCHEDULE_NOTE =
  'Applied tariffs of the schedules (UNCTAD TRAINS through WITS), preferences included; duties imposed beside them are not in it.';
