import { askOf, readAll, targetsOf } from '../../functions/ingest/asks.ts';
import { decideChanges } from '../../functions/ingest/decide.ts';
import {
  type Instant,
  instant,
  type Observation,
  type Vintage,
} from '../../shared/domain/observation.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { usCensus } from '../../shared/sources/us-census.ts';
import type { Answers } from './answers.ts';

const PLAUSIBILITY = settingsSchema.parse({
  pairs: {},
  sources: { any: { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '1980-01' } },
  rules: [],
}).sources['any']?.plausibility;

const KNOWN_AT = instant('2026-11-25T06:00:00Z');
const BEFORE = instant('2026-11-24T06:00:00Z');

/** All that ingest computes of an answer: parses and checks it, makes observations of it, and compares them with what is stored. */
export async function ingestAnswer(
  answers: Answers,
  current: readonly Vintage[],
): Promise<ReturnType<typeof decideChanges>> {
  if (!PLAUSIBILITY) throw new Error('settings have no plausibility');
  const incoming = await observationsIn(answers, KNOWN_AT);
  return decideChanges({
    incoming,
    current,
    plausibility: PLAUSIBILITY,
    knownAt: KNOWN_AT,
    run: 'now',
  });
}

/** What is stored when the same answer has been ingested the day before. */
export async function storedOf(answers: Answers): Promise<Vintage[]> {
  const observations = await observationsIn(answers, BEFORE);
  return observations.map((observation) => ({
    ...observation,
    knownAt: BEFORE,
    run: 'before',
    print: 1,
  }));
}

async function observationsIn(answers: Answers, at: Instant): Promise<Observation[]> {
  const { pairs, from, to, source, textOf } = answers;
  const asks = pairs.map((of) =>
    askOf({ pair: of, frequency: 'M', from, to, mirrored: false }, at),
  );
  const adapter = source === 'us-census' ? usCensus : unComtrade;
  const answer = await adapter.fetch(
    { targets: targetsOf(asks) },
    {
      http: {
        get: async ({ url }) => ({
          status: 200,
          contentType: 'application/json',
          headers: new Headers(),
          text: textOf(url),
        }),
      },
      baseUrl: 'https://example.com',
      apiKey: 'key',
      sleep: async () => {},
      knownAt: at,
      shipped: {},
    },
  );
  return readAll(asks, answer);
}
