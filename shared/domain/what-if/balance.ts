import { Big } from 'big.js';
import { CASES, type Case } from './elasticities.ts';
import type { MissingReason, Outcomes } from './side.ts';

/** Which way a balance goes: read off the figures, and off nothing else. */
export type Direction =
  | 'deficit-widens'
  | 'deficit-narrows'
  | 'surplus-widens'
  | 'surplus-narrows'
  | 'turns-to-deficit'
  | 'turns-to-surplus'
  | 'unchanged';

/** Trade in one direction: what it was, and how it changes; undefined where its tariff stays. */
export interface Flow {
  readonly imports: Big | undefined;
  readonly outcomes: Outcomes | undefined;
}

interface BalanceCase {
  readonly change: Big | null;
  readonly after: Big | null;
  readonly direction: Direction | null;
  readonly reason: MissingReason | null;
}

/** The balance of the reporter with the partner: what the partner imports from it, less what it imports from the partner. */
export interface BalanceChange {
  readonly before: Big | null;
  readonly cases: Readonly<Record<Case, BalanceCase>>;
  /** The least and the most of all nine ways to pair a case of one side with a case of the other. */
  readonly least: Big | null;
  readonly most: Big | null;
}

export function balanceChange(reporterImports: Flow, partnerImports: Flow): BalanceChange {
  const before =
    reporterImports.imports && partnerImports.imports
      ? partnerImports.imports.minus(reporterImports.imports)
      : null;
  const inCase = (name: Case): BalanceCase =>
    balanceCase(before, changeOf(partnerImports, name), changeOf(reporterImports, name));
  const changes = CASES.flatMap((ofPartner) =>
    CASES.map((ofReporter) =>
      difference(changeOf(partnerImports, ofPartner), changeOf(reporterImports, ofReporter)),
    ),
  );
  const known = changes.flatMap(({ value }) => value ?? []).sort((a, b) => a.cmp(b));
  const isWhole = known.length === changes.length;
  return {
    before,
    cases: { low: inCase('low'), central: inCase('central'), high: inCase('high') },
    least: (isWhole && known[0]) || null,
    most: (isWhole && known.at(-1)) || null,
  };
}

interface Change {
  readonly value: Big | null;
  readonly reason: MissingReason | null;
}

function changeOf({ outcomes }: Flow, name: Case): Change {
  if (!outcomes) return { value: new Big(0), reason: null };
  const { total, reason } = outcomes[name];
  return { value: total, reason };
}

function difference(minuend: Change, subtrahend: Change): Change {
  if (minuend.value === null) return minuend;
  if (subtrahend.value === null) return subtrahend;
  return { value: minuend.value.minus(subtrahend.value), reason: null };
}

function balanceCase(before: Big | null, exports: Change, imports: Change): BalanceCase {
  const { value: change, reason } = difference(exports, imports);
  if (change === null) return { change, after: null, direction: null, reason };
  if (before === null) return { change, after: null, direction: null, reason: 'imports-missing' };
  const after = before.plus(change);
  return { change, after, direction: directionOf(before, after), reason: null };
}

function directionOf(before: Big, after: Big): Direction {
  if (after.eq(before)) return 'unchanged';
  if (after.lt(0)) {
    if (before.gte(0)) return 'turns-to-deficit';
    return after.lt(before) ? 'deficit-widens' : 'deficit-narrows';
  }
  if (before.lt(0)) return after.eq(0) ? 'deficit-narrows' : 'turns-to-surplus';
  return after.gt(before) ? 'surplus-widens' : 'surplus-narrows';
}
