import type * as z from 'zod';

/** One wrong setting: where, and which rule it breaks. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly rule: string;
  /** Whether the key at the end of the path is wrong, rather than what stands under it. */
  readonly ofKey?: boolean;
}

/** The settings of cdk.json are wrong; the message names every fault with its path, value, rule and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(faults: readonly Fault[], given: unknown) {
    const lines = faults.map((fault) => lineFor(fault, given));
    super(['The settings in cdk.json cannot be deployed:', ...lines].join('\n'));
  }
}

const EXAMPLE = {
  stackName: 'Tidemark',
  alertEmail: 'you@example.com',
  ephemeral: true,
  spending: { maxReadRequestUnits: 1000, maxWriteRequestUnits: 500, monthlyUsd: 1 },
  subscriptions: { open: true, mailsPerDay: 100 },
  logRetentionDays: 30,
  runbookUrl: 'https://example.com/tidemark/RUNBOOK.md',
  sourceMaps: true,
  apiKeyParameters: { 'us-census': '/keys/us-census' },
  pairs: { 'US-KR': { M: 'us-census', A: 'un-comtrade', with: ['tariff-ledger'] } },
  sources: {
    'us-census': {
      schedule: 'cron(45 8 ? * MON-FRI *)',
      aroundReleases: 'cron(40 8-17 ? * MON-FRI *)',
      timeZone: 'America/New_York',
      historyFrom: '2024-10',
      plausibility: { floor: 50_000_000, factor: 5, factorOf: { duties: 25 } },
    },
  },
  rules: [
    {
      id: 'us-kr-deficit-60bn',
      pair: 'US-KR',
      metric: 'balance-12m',
      frequency: 'M',
      fires: { below: -60_000_000_000 },
      clears: -58_000_000_000,
      severity: 'warning',
      note: 'Why a reader cares, in a sentence',
    },
  ],
};

/** Where the example of everything would be too much. */
const SHORTEST = { alertEmail: EXAMPLE.alertEmail };

/** Zod's issues as faults: an unknown key is a fault of its own, and a key that is no pair is told as such. */
export function faultsOf(issues: readonly z.core.$ZodIssue[]): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys') {
      const known = issue.path.length === 0 ? `: there are ${Object.keys(EXAMPLE).join(', ')}` : '';
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        rule: `is no setting that exists here${known}`,
      }));
    }
    if (issue.code === 'invalid_key') {
      const rule = issue.issues.map(({ message }) => message).join(', ');
      return [{ path: issue.path, rule, ofKey: true }];
    }
    return [{ path: issue.path, rule: issue.message }];
  });
}

function lineFor({ path, rule, ofKey = false }: Fault, given: unknown): string {
  const value = ofKey ? path.at(-1) : at(given, path);
  const example = exampleFor(ofKey ? path.slice(0, -1) : path);
  return `  ${written(path)}: ${shown(value)} ${rule}; for example ${shown(example)}`;
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    'tidemark',
  );
}

function shown(value: unknown): string {
  return value === undefined ? '(missing)' : JSON.stringify(value);
}

function at(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inside, key) => child(inside, key), given);
}

/** Below these the first key is a name of the operator's, which any example stands for. */
const NAMED_BY_THE_OPERATOR = ['pairs', 'sources', 'rules'];

/** The example of the same place, or of the nearest place around it. */
function exampleFor(path: readonly PropertyKey[]): unknown {
  let example: unknown = EXAMPLE;
  for (const [depth, key] of path.entries()) {
    const named =
      depth === 1 && NAMED_BY_THE_OPERATOR.some((parent) => parent === path[0])
        ? Object.values(Object(example))[0]
        : child(example, key);
    if (named === undefined) return depth === 0 ? SHORTEST : example;
    example = named;
  }
  return example;
}

function child(parent: unknown, key: PropertyKey): unknown {
  return parent !== null && typeof parent === 'object' ? Reflect.get(parent, key) : undefined;
}
