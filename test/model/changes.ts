import { type Month, monthsIn, type Values } from './months.ts';
import {
  at,
  type Claim,
  type Judged,
  type Line,
  lateOr,
  type Meaning,
  type Standing,
  type Telling,
} from './rules.ts';

/** Moves by an amount since the value that was last told. */
export const changes: Meaning = {
  atFirstSight: (_, now) => quiet([], at(now, newestIn(now))),

  edited(line, standing, now) {
    const month = newestIn(now);
    const value = at(now, month);
    const last = lastTold(standing.claims, standing.base);
    // What was told under another amount is history, and yet the next change is measured against it.
    if (!isChange(line, value, last)) return { standing: quiet([], last), told: [] };
    const told: Telling = { reason: 'rule-changed', month, value, firing: false, since: null };
    return { standing: quiet([{ month, value, heard: true }], last), told: [told] };
  },

  judged(line, judged) {
    const { standing, through, before, now } = judged;
    const { base } = standing;
    const told: Telling[] = [];
    let claims = holding(line, judged);
    for (const { month } of standing.claims.filter((claim) => !claims.includes(claim))) {
      const reason = lateOr('retracted', month, before);
      told.push({ reason, month, value: at(now, month), firing: false, since: month });
    }
    for (const month of monthsIn(now).filter((one) => one >= through)) {
      const value = at(now, month);
      const isOld = month === through;
      if (isOld && before.get(month) === value) continue;
      if (!isChange(line, value, lastTold(claims, base))) continue;
      const reason = isOld ? lateOr('crossed-on-revision', month, before) : 'crossed';
      told.push({ reason, month, value, firing: false, since: null });
      claims = [...claims.filter((one) => one.month !== month), { month, value, heard: true }];
    }
    return { standing: quiet(claims, base), told };
  },
};

/**
 * What was told and still is a change: each month as it is now known, against the value told before it of those that hold
 * themselves. A month that has no value now stands as it was told.
 */
function holding(line: Line, { standing, now }: Judged): readonly Claim[] {
  const { claims, base } = standing;
  const held: Claim[] = [];
  for (const claim of claims) {
    const value = now.get(claim.month);
    if (value === undefined || isChange(line, value, lastTold(held, base))) held.push(claim);
  }
  return held;
}

function lastTold(claims: readonly Claim[], base: number): number {
  return claims.at(-1)?.value ?? base;
}

function isChange({ fires }: Line, value: number, from: number): boolean {
  return 'changesBy' in fires && Math.abs(value - from) >= fires.changesBy;
}

/** A change is over with its month: it never is firing. */
function quiet(claims: readonly Claim[], base: number): Standing {
  return { firing: false, since: null, heard: false, claims, base };
}

function newestIn(values: Values): Month {
  return Math.max(...monthsIn(values));
}
