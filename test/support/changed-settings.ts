import { type Config, readConfig } from '../../infra/config.ts';
import { cdkContext } from './synthesize.ts';

/** A setting by its path under `tidemark` in cdk.json, and what stands there instead; undefined takes it away. */
export type Change = readonly [path: readonly (string | number)[], value: unknown];

/** The settings of cdk.json with changes, and with what is given by `-c`. */
export function readChanged(
  changes: readonly Change[] = [],
  overrides: Record<string, unknown> = {},
): Config {
  const context = structuredClone(cdkContext());
  for (const [path, value] of changes) set(Object(context['tidemark']), path, value);
  return readConfig((key) => ({ ...context, ...overrides })[key]);
}

function set(target: object, [key, ...rest]: readonly (string | number)[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length > 0) set(Reflect.get(target, key), rest, value);
  else if (value === undefined) Reflect.deleteProperty(target, key);
  else Reflect.set(target, key, value);
}
