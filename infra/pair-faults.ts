import { blocOf, commodityOf, type Pair, partnerOf, reporterOf } from '../shared/domain/pair.ts';
import { hasFlows, type SeriesSources } from '../shared/domain/settings.ts';
import {
  PROVIDERS,
  type Provider,
  providerOf,
  type ServedFrequency,
} from '../shared/sources/providers.ts';
import { witsFault } from '../shared/sources/wits-codes.ts';
import type { Fault } from './config-error.ts';
import type { OperatorSettings } from './operator-settings.ts';

const FREQUENCY_WORDS: Readonly<Record<ServedFrequency, string>> = {
  M: 'months',
  A: 'years',
  P: 'the first days of months',
};

const BESIDE = Object.values<Provider>(PROVIDERS)
  .filter(({ role }) => role === 'beside')
  .map(({ id }) => id);

/** What is wrong with the sources of pairs: each must exist, serve what it is named for, and be able to speak of the pair. */
export function* pairFaults(
  { pairs, sources }: OperatorSettings,
  announced: readonly Pair[],
): Generator<Fault> {
  for (const [pair, series] of Object.entries(pairs)) {
    yield* ofFlows(pair, series, sources);
    yield* ofMirror(pair, series);
    for (const [index, source] of (series.with ?? []).entries()) {
      const rule =
        besideFault(source, sources) ??
        announcedFault(source, pair, announced) ??
        appliedFault(source, pair as Pair);
      if (rule) yield { path: ['pairs', pair, 'with', index], rule };
    }
  }
}

function* ofFlows(pair: string, series: SeriesSources, sources: Sources): Generator<Fault> {
  for (const frequency of ['M', 'A', 'P'] as const) {
    const rule =
      series[frequency] &&
      (flowsFault(series[frequency], frequency, sources) ?? partsFault(pair, frequency));
    if (rule) yield { path: ['pairs', pair, frequency], rule };
  }
}

function* ofMirror(pair: string, series: SeriesSources): Generator<Fault> {
  if (!series.mirror || hasFlows(series)) return;
  const rule = 'must not be set where no source gives flows (M, A, P) to hold it against';
  yield { path: ['pairs', pair, 'mirror'], rule };
}

type Sources = OperatorSettings['sources'];

function flowsFault(
  source: string,
  frequency: ServedFrequency,
  sources: Sources,
): string | undefined {
  if (!Object.hasOwn(sources, source)) return notOneOf(sources);
  if (servesFlows(source, frequency)) return undefined;
  return `must be a source that serves ${FREQUENCY_WORDS[frequency]}`;
}

/** Of members who do not share their holidays, working days do not add up. */
function partsFault(pair: string, frequency: ServedFrequency): string | undefined {
  const blocs = [reporterOf(pair as Pair), partnerOf(pair as Pair)].map(blocOf);
  if (frequency !== 'P' || blocs.every((bloc) => bloc === undefined || bloc === 'WORLD')) {
    return undefined;
  }
  return 'must not be of a bloc: working days of its members do not add up';
}

function besideFault(source: string, sources: Sources): string | undefined {
  if (!Object.hasOwn(sources, source)) return notOneOf(sources);
  if (providerOf(source)?.role === 'beside') return undefined;
  return `must be a source that stands beside flows: ${BESIDE.join(', ')}`;
}

/** A pair that the ledger does not speak of would never have a rate: neither have blocs, whose members have one each. */
function announcedFault(
  source: string,
  pair: string,
  announced: readonly Pair[],
): string | undefined {
  const [economies = ''] = pair.split(':');
  if (source !== PROVIDERS['tariff-ledger'].id || announced.includes(economies as Pair)) {
    return undefined;
  }
  const known = announced.filter((of) => !commodityOf(of));
  return `must not stand with ${pair}: shared/sources/tariff-ledger.csv speaks of ${known.join(', ')}`;
}

/** A pair that WITS does not tell of would fail every poll, and that of others with it. */
function appliedFault(source: string, pair: Pair): string | undefined {
  const fault = source === PROVIDERS.wits.id ? witsFault(pair) : undefined;
  return fault && `must not stand with ${pair}: ${fault}`;
}

function notOneOf(sources: Sources): string {
  return `must be one of the sources: ${Object.keys(sources).join(', ')}`;
}

function servesFlows(source: string, frequency: ServedFrequency): boolean {
  const provider = providerOf(source);
  return provider?.role === 'flows' && provider.frequencies.includes(frequency);
}
