import { settingsSchema } from '../../shared/domain/settings.ts';
import * as z from '../../shared/domain/zod.ts';
import { createApiKeys } from '../../shared/platform/api-keys.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { TidemarkError } from '../../shared/platform/errors.ts';
import { createHttp } from '../../shared/platform/http.ts';
import { SOURCES } from '../../shared/sources/registry.ts';
import type { Source } from '../../shared/sources/source.ts';
import { readSettings } from '../../shared/store/settings.ts';
import { applySettings } from './apply-settings.ts';
import { ingestSource } from './ingest-source.ts';
import type { Outcome } from './ledger.ts';

const environmentSchema = z.looseObject({ TABLE_NAME: z.string().check(z.minLength(1)) });

/** A schedule's poll of one source, or the settings of a deployment. */
const eventSchema = z.union(
  [
    z.object({ source: z.string(), scheduledTime: z.string(), execution: z.string() }),
    z.object({ deployment: settingsSchema }),
  ],
  'must be {"source", "scheduledTime", "execution"} or {"deployment": settings}',
);

/** Answers how a poll ended; nobody waits for it on AWS. */
export function createHandler(
  surroundings: Surroundings,
): (event: unknown) => Promise<Outcome | undefined> {
  const { environment, clock, log } = surroundings;
  const { TABLE_NAME } = parseEnvironment(environmentSchema, environment);
  const table = { client: dynamoDbClient(environment), name: TABLE_NAME };
  const http = createHttp();
  const keys = createApiKeys(environment, clock);
  const contextOf = async (source: Source, shippedFigures: string | undefined) => ({
    http,
    baseUrl: environment[`UPSTREAM_${variableOf(source)}`] ?? source.baseUrl,
    apiKey: await keys.of(source.id),
    sleep: clock.sleep,
    shippedFigures,
  });

  return async (event) => {
    const trigger = eventSchema.parse(event);
    if ('deployment' in trigger) {
      await applySettings(trigger.deployment, { table, clock, log });
      return undefined;
    }
    const source = SOURCES[trigger.source];
    const settings = await readSettings(table);
    if (!source || !settings) {
      const what = source ? 'no settings are stored yet' : `no source is called ${trigger.source}`;
      throw new TidemarkError('ingest.not-configured', what, { retryable: !settings });
    }
    const run = `${trigger.scheduledTime}#${trigger.execution}`;
    return ingestSource(source, run, settings, await contextOf(source, settings.figures), {
      table,
      clock,
      log,
    });
  };
}

function variableOf(source: Source): string {
  return source.id.toUpperCase().replaceAll('-', '_');
}
