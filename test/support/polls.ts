import { type IngestDependencies, ingestSource } from '../../functions/ingest/ingest-source.ts';
import type { Outcome } from '../../functions/ingest/ledger.ts';
import type { Observation } from '../../shared/domain/observation.ts';
import { comparePeriods, frequencyOf } from '../../shared/domain/period.ts';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import type { Source, SourceTarget } from '../../shared/sources/source.ts';
import type { TestTable } from './embedded-database.ts';
import { listeningLogger } from './logs.ts';
import { type Amounts, vintagesOf } from './observations.ts';
import { sourceContext } from './source-context.ts';

/** Two fictional pairs, whose months the customs of XA tell from 2020 on. */
export const SETTINGS: Settings = settingsSchema.parse({
  pairs: { 'XA-XB': { M: 'xa-customs' }, 'XA-XC': { M: 'xa-customs' } },
  sources: {
    'xa-customs': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' },
  },
  rules: [],
});

/** Exports by pair, as a source tells them. */
export type Told = Readonly<Record<string, Amounts>>;

/** A source that tells what it is given, or fails, and remembers what it was asked for. */
export interface FakeSource extends Source {
  readonly asked: SourceTarget[][];
  tells(answer: Told | Error): void;
}

export function fakeSource({
  id = 'xa-customs',
  apiKey = 'none' as Source['apiKey'],
} = {}): FakeSource {
  const asked: SourceTarget[][] = [];
  let answer: Told | Error = {};
  return {
    id,
    apiKey,
    title: 'Customs of XA',
    baseUrl: '',
    frequencies: ['M', 'A'],
    indicators: ['exports', 'imports'],
    role: 'flows',
    lagDays: { M: 30 },
    asked,
    tells(told) {
      answer = told;
    },
    async fetch({ targets }) {
      asked.push([...targets]);
      if (answer instanceof Error) throw answer;
      return Object.entries(answer)
        .flatMap(([pair, exports]) => observations(pair, exports, id))
        .filter((observation) => targets.some((target) => isIn(target, observation)));
    },
  };
}

/** As the adapters do: what was not asked for is left out. */
function isIn({ pair, frequency, from, to }: SourceTarget, observation: Observation): boolean {
  const { period } = observation;
  if (observation.pair !== pair || frequencyOf(period) !== frequency) return false;
  return comparePeriods(from, period) <= 0 && comparePeriods(period, to) <= 0;
}

function observations(pair: string, exports: Amounts, source: string): Observation[] {
  return vintagesOf({ exports }, { pair, source }).map(
    ({ knownAt, run, print, ...observation }) => observation,
  );
}

/** Polls as the schedule does, at an instant that is also the name of the run. */
export async function poll(
  source: Source,
  table: TestTable,
  at: string,
  {
    run = at,
    settings = SETTINGS,
    log = listeningLogger().log,
    apiKey = '' as string | Error,
    trustsMarks = false,
  } = {},
): Promise<Outcome> {
  const clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const dependencies: IngestDependencies = { table, clock, log };
  const surroundings = {
    context: sourceContext({}),
    apiKey: async () => {
      if (apiKey instanceof Error) throw apiKey;
      return apiKey || undefined;
    },
    howToGiveKey: 'set API_KEY_XA_CUSTOMS',
    trustsMarks,
  };
  const { outcome, retryable } = await ingestSource(
    source,
    run,
    settings,
    surroundings,
    dependencies,
  );
  if (retryable) throw retryable;
  return outcome;
}
