import * as z from '../domain/zod.ts';
import { type Clock, systemClock } from './clock.ts';
import { TidemarkError } from './errors.ts';
import { type Logger, stdoutLogger } from './logger.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a function is given from outside: on Lambda by the service, on a laptop by the runner, in tests by the test. */
export interface Surroundings {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Logger;
}

export function lambdaSurroundings(): Surroundings {
  const { env } = process;
  return { environment: env, clock: systemClock, log: stdoutLogger(env['METRICS_NAMESPACE']) };
}

/** @throws TidemarkError `environment.invalid` that names each variable which is missing or wrong. */
export function parseEnvironment<T>(schema: z.ZodMiniType<T>, environment: Environment): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new TidemarkError(
    'environment.invalid',
    `environment variables: ${z.prettifyError(parsed.error)}`,
  );
}
