import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { Hono } from 'hono/tiny';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient, snsClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { createApp } from './app.ts';

const arnSchema = z.string().check(z.minLength(1));
const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  INFO_TOPIC_ARN: arnSchema,
  WARNING_TOPIC_ARN: arnSchema,
  CRITICAL_TOPIC_ARN: arnSchema,
  PAIR_TOPIC_ARN: arnSchema,
  CONFIRMATION_MAILS_PER_DAY: z.coerce.number().check(z.int(), z.minimum(1)),
});

/** `ipOf` says where a request comes from: what stands in front of the function knows, and each says it in its own place. */
export function createSubscriptionsApp(
  { environment, clock, log }: Surroundings,
  ipOf: (context: Context) => string | undefined,
): Hono {
  const variables = parseEnvironment(environmentSchema, environment);
  return createApp({
    table: { client: dynamoDbClient(environment), name: variables.TABLE_NAME },
    sns: snsClient(environment),
    topics: {
      bySeverity: {
        info: variables.INFO_TOPIC_ARN,
        warning: variables.WARNING_TOPIC_ARN,
        critical: variables.CRITICAL_TOPIC_ARN,
      },
      byPair: variables.PAIR_TOPIC_ARN,
    },
    mailsPerDay: variables.CONFIRMATION_MAILS_PER_DAY,
    freshKey: () => randomBytes(32).toString('base64'),
    ipOf,
    now: clock.now,
    log,
  });
}
