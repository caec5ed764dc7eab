import type { Hono } from 'hono/tiny';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { createApp } from './app.ts';

const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** Whether the API takes subscriptions, and pages offer them. */
  SUBSCRIPTIONS: z.enum(['open', 'closed']),
});

export function createQueryApp({ environment, clock, log }: Surroundings): Hono {
  const { TABLE_NAME } = parseEnvironment(environmentSchema, environment);
  const table = { client: dynamoDbClient(environment), name: TABLE_NAME };
  return createApp({ table, now: clock.now, log });
}
