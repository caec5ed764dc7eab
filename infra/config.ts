import { readFileSync } from 'node:fs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { frequencyOf } from '../shared/domain/period.ts';
import { ruleFault } from '../shared/domain/rules/rule-faults.ts';
import type { Settings } from '../shared/domain/settings.ts';
import { pairsOf } from '../shared/domain/tariff-ledger.ts';
import { givenIndicators } from '../shared/sources/given-indicators.ts';
import { PROVIDERS, providerOf } from '../shared/sources/providers.ts';
import { readTariffLedger } from '../shared/sources/tariff-ledger-csv.ts';
import { checkFaults } from './check-faults.ts';
import { ConfigError, type Fault, faultsOf } from './config-error.ts';
import {
  givenSettings,
  type OperatorSettings,
  operatorSchema,
  type Spending,
  type SubscriptionSettings,
} from './operator-settings.ts';
import { pairFaults } from './pair-faults.ts';
import { scheduleFault } from './schedule-expression.ts';

/** What a deployment is made from. */
export interface Config {
  /** What the functions are told. */
  readonly settings: Settings;
  /** Of the deployment; two of them in one account and region need two names. */
  readonly stackName: string;
  /** Who is mailed every alert, and what the operator must know. */
  readonly alertEmail: string | undefined;
  /** Whether the table goes with the stack. */
  readonly ephemeral: boolean;
  readonly spending: Spending;
  readonly subscriptions: SubscriptionSettings;
  readonly logRetentionDays: RetentionDays;
  /** Where RUNBOOK.md can be read. */
  readonly runbookUrl: string | undefined;
  /** Names of the SSM parameters that hold API keys, by source: of each source that takes a key. */
  readonly apiKeyParameters: Readonly<Record<string, string>>;
  /** Whether each bundle is accompanied by its source map, for reading a stack trace. */
  readonly sourceMaps: boolean;
}

/** What is shipped with a deployment. */
const shipped = (file: string): string =>
  readFileSync(new URL(`../shared/sources/${file}`, import.meta.url), 'utf8');

/**
 * Reads the settings from the context of the CDK app: the key `tidemark` of cdk.json, and over it what was given with
 * `-c alertEmail=…`, `-c ephemeral=true`, `-c monthlyUsd=2` and so on.
 * @param keys what the context has, so that a setting that was misspelt on the command line is found
 * @throws ConfigError naming every setting that is wrong, and SourceRefusal where the tariff ledger contradicts itself.
 */
export function readConfig(
  contextOf: (key: string) => unknown,
  keys: readonly string[] = [],
): Config {
  const given = givenSettings(contextOf, keys);
  const tariffs = shipped('tariff-ledger.csv');
  const parsed = operatorSchema.safeParse(given);
  if (!parsed.success) throw new ConfigError(faultsOf(parsed.error.issues), given);

  const ofPairs = [
    ...pairFaults(parsed.data, pairsOf(readTariffLedger(tariffs))),
    ...checkFaults(parsed.data),
  ];
  const faults = [
    ...sourceFaults(parsed.data),
    ...ofPairs,
    ...ruleFaults(parsed.data, new Set(ofPairs.map(({ path }) => path[1]))),
    ...keyFaults(parsed.data),
  ];
  if (faults.length > 0) throw new ConfigError(faults, given);

  const {
    stackName,
    alertEmail,
    ephemeral,
    spending,
    subscriptions,
    logRetentionDays,
    runbookUrl,
    sourceMaps,
    apiKeyParameters,
    ...settings
  } = parsed.data;
  return {
    settings: { ...settings, figures: shipped('published-figures.csv'), tariffs },
    stackName,
    alertEmail: alertEmail ?? undefined,
    ephemeral,
    spending,
    subscriptions,
    logRetentionDays,
    runbookUrl: runbookUrl ?? undefined,
    sourceMaps,
    apiKeyParameters: parametersOf(Object.keys(settings.sources), stackName, apiKeyParameters),
  };
}

/** A name for each source that takes a key; two deployments in one account have two names. */
function parametersOf(
  sources: readonly string[],
  stackName: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const keyed = sources.filter((source) => (providerOf(source)?.apiKey ?? 'none') !== 'none');
  return Object.fromEntries(
    keyed.map((source) => [source, given[source] ?? `/${stackName}/${source}`]),
  );
}

function* keyFaults({ apiKeyParameters, sources }: OperatorSettings): Generator<Fault> {
  const keyed = Object.keys(sources).filter(
    (source) => (providerOf(source)?.apiKey ?? 'none') !== 'none',
  );
  for (const source of Object.keys(apiKeyParameters)) {
    if (keyed.includes(source)) continue;
    yield {
      path: ['apiKeyParameters', source],
      rule: `must name a source that takes a key: ${keyed.join(', ')}`,
    };
  }
}

function* sourceFaults({ sources }: OperatorSettings): Generator<Fault> {
  for (const [source, settings] of Object.entries(sources)) {
    const { schedule, aroundReleases, timeZone, historyFrom } = settings;
    if (!providerOf(source)) {
      const known = Object.keys(PROVIDERS).join(', ');
      yield {
        path: ['sources', source],
        rule: `must be settings of a source that exists: ${known}`,
      };
    }
    const fault = scheduleFault(schedule);
    if (fault) yield { path: ['sources', source, 'schedule'], rule: fault };
    const faultAround = aroundReleases && scheduleFault(aroundReleases);
    if (faultAround) yield { path: ['sources', source, 'aroundReleases'], rule: faultAround };
    if (!isTimeZone(timeZone)) {
      yield { path: ['sources', source, 'timeZone'], rule: 'must be a time zone of the IANA' };
    }
    if (frequencyOf(historyFrom) !== 'M') {
      yield { path: ['sources', source, 'historyFrom'], rule: 'must be a month' };
    }
  }
}

/** What a pair with a fault of its own can give is not known: of its rules only the names are looked at. */
function* ruleFaults(
  settings: OperatorSettings,
  faulty: ReadonlySet<PropertyKey | undefined>,
): Generator<Fault> {
  const { rules } = settings;
  const given = givenIndicators(settings);
  for (const [index, definition] of rules.entries()) {
    const first = rules.findIndex((rule) => rule.id === definition.id);
    if (first < index) {
      yield { path: ['rules', index, 'id'], rule: `must be unique, rules[${first}] has it too` };
    }
    const fault = faulty.has(definition.pair) ? undefined : ruleFault(definition, given);
    if (fault) yield { path: ['rules', index, fault.member], rule: fault.rule };
  }
}

/** Region and city or UTC, in the spelling of the IANA; Intl alone also takes offsets and any case. */
function isTimeZone(text: string): boolean {
  if (!/^(UTC|[A-Z][A-Za-z]+(\/[A-Z][\w+-]*)+)$/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
