import { callAws } from './aws-json.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import { TidemarkError } from './errors.ts';

/** The operator's keys of the sources. They are never logged, and never part of an error. */
export interface ApiKeys {
  /**
   * The key of a source, or undefined when the operator has not set one.
   * @throws TidemarkError `api-key.unreadable` when there may be one and it cannot be had.
   */
  of(source: string): Promise<string | undefined>;
  /** What the operator does to give the key of a source. */
  howToGive(source: string): string;
}

/** A rotated key is taken up by a warm function after this long. */
const KEPT_MS = 10 * 60_000;

/** Reads a key from the variable API_KEY_<SOURCE>, or from the SSM parameter that API_KEY_PARAMETER_<SOURCE> names. */
export function createApiKeys(environment: Environment, clock: Clock): ApiKeys {
  const kept = new Map<string, { key: string | undefined; until: number }>();
  return {
    async of(source) {
      const given = environment[`API_KEY_${variable(source)}`];
      if (given) return given;
      const name = environment[`API_KEY_PARAMETER_${variable(source)}`];
      if (!name) return undefined;
      const now = clock.now().getTime();
      const known = kept.get(source);
      if (known && now < known.until) return known.key;
      const key = await readParameter(name, environment);
      kept.set(source, { key, until: now + KEPT_MS });
      return key;
    },
    howToGive(source) {
      const name = environment[`API_KEY_PARAMETER_${variable(source)}`];
      return name
        ? `aws ssm put-parameter --type SecureString --name ${name} --value YOUR-KEY`
        : `set API_KEY_${variable(source)}`;
    },
  };
}

async function readParameter(name: string, environment: Environment): Promise<string | undefined> {
  const answer = await ask(name, environment).catch((error: unknown) => {
    const reason = error instanceof Error ? error.name : 'no answer';
    throw unreadable(name, reason);
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return parameterValue(body) ?? refuse(name, 'an answer of another shape');
  const type = String(Object(body)['__type'] ?? `HTTP ${answer.status}`);
  if (type.endsWith('ParameterNotFound')) return undefined;
  throw unreadable(name, type);
}

function ask(name: string, environment: Environment): Promise<Response> {
  const call = {
    service: 'ssm',
    contentType: 'application/x-amz-json-1.1',
    target: 'AmazonSSM.GetParameter',
    input: { Name: name, WithDecryption: true },
  } as const;
  return callAws(call, environment);
}

function parameterValue(body: unknown): string | undefined {
  const value: unknown = Object(Object(body)['Parameter'])['Value'];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refuse(name: string, reason: string): never {
  throw unreadable(name, reason);
}

function unreadable(name: string, reason: string): TidemarkError {
  return new TidemarkError(
    'api-key.unreadable',
    `the parameter ${name} cannot be read: ${reason}`,
    { retryable: true },
  );
}

function variable(source: string): string {
  return source.toUpperCase().replaceAll('-', '_');
}
