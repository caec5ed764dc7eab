import type { Hono } from 'hono/tiny';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { createApp } from './app.ts';
import { ruleWritesSchema, subscriptionsSchema } from './offers.ts';

const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  SUBSCRIPTIONS: subscriptionsSchema,
  RULE_WRITES: ruleWritesSchema,
});

export function createQueryApp({ environment, clock, log }: Surroundings): Hono {
  const variables = parseEnvironment(environmentSchema, environment);
  return createApp({
    table: { client: dynamoDbClient(environment), name: variables.TABLE_NAME },
    now: clock.now,
    log,
    offers: { ruleWrites: variables.RULE_WRITES, subscriptions: variables.SUBSCRIPTIONS },
  });
}
