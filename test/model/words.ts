import type { Alert } from '../../shared/domain/alert.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import type { ExpectedAlert } from './expectations.ts';
import type { Memory } from './meaning.ts';
import { monthName } from './months.ts';

/** Both sides of a comparison in the same words. */
export function alertInWords({ ruleVersion, value, ...alert }: Alert): string {
  return toldInWords({ ...alert, version: ruleVersion, value: Number(value.toFixed()) });
}

export function expectedAlertInWords({ month, since, ...told }: ExpectedAlert): string {
  return toldInWords({ ...told, period: monthName(month), since: nameOrNull(since) });
}

function toldInWords(of: {
  readonly rule: string;
  readonly version: number;
  readonly reason: string;
  readonly period: string;
  readonly value: number;
  readonly firing: boolean;
  readonly since: string | null;
  readonly knownAt: string;
}): string {
  const { rule, version, reason, period, value, firing, since, knownAt } = of;
  const after = firing ? 'firing' : 'not firing';
  return `${rule} v${version} ${reason} ${period} at ${value}, ${after}, since ${since}, known ${knownAt}`;
}

export function statesInWords(states: ReadonlyMap<string, RuleState>): string[] {
  return [...states].map(([rule, { ruleVersion, ...state }]) =>
    stateInWords({ ...state, rule, version: ruleVersion }),
  );
}

/** What can be seen of what the model remembers. */
export function memoriesInWords(memories: ReadonlyMap<string, Memory>): string[] {
  return [...memories].map(([rule, { version, through, standing }]) =>
    stateInWords({
      ...{ rule, version, firing: standing.firing },
      ...{ since: nameOrNull(standing.since), through: nameOrNull(through) },
    }),
  );
}

function stateInWords(of: {
  readonly rule: string;
  readonly version: number;
  readonly firing: boolean;
  readonly since: string | null;
  readonly through: string | null;
}): string {
  const { rule, version, firing, since, through } = of;
  const state = firing ? `firing since ${since}` : 'not firing';
  return `${rule} v${version} ${state}, judged through ${through}`;
}

function nameOrNull(month: number | null): string | null {
  return month === null ? null : monthName(month);
}

/** The lines that only one of two sides has. */
export function between(
  what: string,
  expected: readonly string[],
  got: readonly string[],
): string[] {
  return [
    ...without(expected, got).map((line) => `${what}: missing ${line}`),
    ...without(got, expected).map((line) => `${what}: not expected ${line}`),
  ];
}

/** What is left of lines when each of others is taken away once. */
export function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...lines];
  for (const other of others) {
    const index = left.indexOf(other);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}
