import { WELCOME } from '../../shared/domain/notice.ts';
import { instant } from '../../shared/domain/observation.ts';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import * as z from '../../shared/domain/zod.ts';
import { createApiKeys } from '../../shared/platform/api-keys.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { TidemarkError } from '../../shared/platform/errors.ts';
import { createHttp } from '../../shared/platform/http.ts';
import { unpacked } from '../../shared/platform/packed.ts';
import { enqueue } from '../../shared/platform/work-queue.ts';
import { type Provider, providerOf } from '../../shared/sources/providers.ts';
import { adapterOf } from '../../shared/sources/registry.ts';
import { jsonText } from '../../shared/store/attributes.ts';
import { announceAgain } from '../../shared/store/notices.ts';
import { readSettings } from '../../shared/store/settings.ts';
import { applySettings } from './apply-settings.ts';
import { ingestSource } from './ingest-source.ts';
import type { Outcome } from './ledger.ts';
import { settingsOf } from './pieces.ts';
import { cut, firstPolls, type Poll, pollSchema, runOf } from './poll.ts';
import { restUnlessDue } from './rest.ts';
import { measureTrouble, tellOperator } from './tell-operator.ts';

/** SQS and environments have numbers as text. */
const countText = z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number));

const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  WORK_QUEUE_URL: z.string().check(z.minLength(1)),
  /** How often the queue hands out a message before it gives it up. */
  WORK_ATTEMPTS: countText,
});

/** How often it was handed out, this time included, says SQS in text. */
const messageSchema = z.object({
  body: jsonText(pollSchema),
  attributes: z.object({ ApproximateReceiveCount: countText }),
});

/** A message of the work queue, which comes alone, or the settings of a deployment. */
const eventSchema = z.union(
  [
    z.object({ Records: z.tuple([messageSchema]) }),
    z.object({ deployment: unpacked(settingsSchema) }),
  ],
  'must be {"Records": [one message of the work queue]} or {"deployment": settings}',
);

/** Answers how a poll ended, or nothing where it only made work for others; nobody waits for it on AWS. */
export function createHandler(
  surroundings: Surroundings,
): (event: unknown) => Promise<Outcome | undefined> {
  const { environment, clock, log } = surroundings;
  const { TABLE_NAME, WORK_QUEUE_URL, WORK_ATTEMPTS } = parseEnvironment(
    environmentSchema,
    environment,
  );
  const table = { client: dynamoDbClient(environment), name: TABLE_NAME };
  const http = createHttp();
  const keys = createApiKeys(environment, clock);
  const surroundingsOf = (source: Provider, { figures, tariffs }: Settings) => ({
    context: {
      http,
      baseUrl: environment[`UPSTREAM_${variableOf(source)}`] ?? source.baseUrl,
      sleep: clock.sleep,
      shipped: { figures, tariffs },
    },
    apiKey: () => keys.of(source.id),
    howToGiveKey: keys.howToGive(source.id),
  });
  const ask = (polls: readonly Poll[]) =>
    enqueue(
      WORK_QUEUE_URL,
      polls.map((poll) => ({ group: poll.source, body: poll })),
      environment,
    );

  return async (event) => {
    const trigger = eventSchema.parse(event);
    if ('deployment' in trigger) {
      const polls = firstPolls(trigger.deployment, instant(clock.now()));
      await applySettings(trigger.deployment, polls, { table, clock, log });
      await ask(polls);
      return undefined;
    }
    const [{ body: poll, attributes }] = trigger.Records;
    const attempt = attributes.ApproximateReceiveCount;
    // Until whoever deployed has confirmed, which may be after everything was loaded.
    await announceAgain(table, WELCOME, instant(clock.now()));
    const provider = providerOf(poll.source);
    // Before anything of its adapter is loaded.
    const rested = provider && (await restUnlessDue(provider, poll, { table, clock, log }));
    if (rested) return rested;
    const source = await adapterOf(poll.source);
    if (!source) throw notConfigured(`no source is called ${poll.source}`, false);
    const settings = await readSettings(table);
    if (!settings) throw notConfigured('no settings are stored yet', true);
    const pieces = cut(poll, settings);
    if (pieces.length > 1) {
      await ask(pieces);
      log.info('ingest.cut', { source: source.id, run: runOf(poll), pieces: pieces.length });
      return undefined;
    }
    const run = runOf(poll);
    const ended = await ingestSource(
      source,
      run,
      settingsOf(poll.piece, settings),
      { ...surroundingsOf(source, settings), trustsMarks: poll.only !== undefined },
      { table, clock, log },
    );
    const isTriedAgain = ended.retryable !== undefined && attempt < WORK_ATTEMPTS;
    const concerns = { ...ended, source, run, isTriedAgain };
    await tellOperator(concerns, poll, { table, clock });
    measureTrouble(concerns, log);
    // It comes back after a while; and after the last attempt ends among the dead letters, whence it can be made again.
    if (ended.retryable) throw ended.retryable;
    return ended.outcome;
  };
}

function notConfigured(what: string, retryable: boolean): TidemarkError {
  return new TidemarkError('ingest.not-configured', what, { retryable });
}

function variableOf(source: Provider): string {
  return source.id.toUpperCase().replaceAll('-', '_');
}
