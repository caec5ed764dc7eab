import { type Month, monthsIn, type Values } from './months.ts';
import {
  at,
  type Claim,
  type Judged,
  type Line,
  type Meaning,
  type Standing,
  type Telling,
} from './rules.ts';

/** The highest or lowest value of so many years of months, none of them missing. */
export const records: Meaning = {
  atFirstSight(line, now) {
    const newest = newestIn(now);
    const claim = { month: newest, value: at(now, newest), heard: false };
    return standingBy(line, now, isRecord(line, now, newest) ? [claim] : []);
  },

  edited(line, standing, now) {
    const month = newestIn(now);
    const claims = standing.claims.filter((claim) => isRecord(line, now, claim.month));
    const firing = isRecord(line, now, month);
    const isKnown = claims.some((claim) => claim.month === month);
    if (firing ? isKnown : !standing.firing) {
      return { standing: standingBy(line, now, claims), told: [] };
    }
    const value = at(now, month);
    const since = firing ? month : standing.since;
    const told: Telling = { reason: 'rule-changed', month, value, firing, since };
    const known = firing ? [...claims, { month, value, heard: true }] : claims;
    return { standing: standingBy(line, now, known), told: [told] };
  },

  judged(line, judged) {
    const { standing, through, now } = judged;
    const isTaken = ({ month }: Claim): boolean => now.has(month) && !isRecord(line, now, month);
    const newestJudged = monthsIn(now).findLast((month) => month <= through);
    const firing = newestJudged !== undefined && isRecord(line, now, newestJudged);
    const told = standing.claims
      .filter((claim) => claim.heard && isTaken(claim))
      .map(({ month }): Telling => {
        const reason = isFilledOnly(line, judged, month) ? 'late-fill' : 'retracted';
        return { reason, month, value: at(now, month), firing, since: month };
      });
    const claims = standing.claims.filter((claim) => !isTaken(claim));
    const candidates = monthsIn(now).filter((month) => month >= through);
    for (const month of candidates.filter((one) => isRecord(line, now, one))) {
      if (claims.some((claim) => claim.month === month)) continue;
      const value = at(now, month);
      const late = isFilledOnly(line, judged, month) ? 'late-fill' : 'crossed-on-revision';
      const reason = month === through ? late : 'crossed';
      told.push({ reason, month, value, firing: true, since: month });
      claims.push({ month, value, heard: true });
    }
    return { standing: standingBy(line, now, claims), told };
  },
};

/** Whether a month beats every month of the years before it. */
function isRecord(line: Line, values: Values, month: Month): boolean {
  const { fires } = line;
  if (!('record' in fires)) return false;
  const value = values.get(month);
  return monthsBefore(line, month).every((earlier) => {
    const other = values.get(earlier);
    if (value === undefined || other === undefined) return false;
    return fires.record === 'high' ? value > other : value < other;
  });
}

/** Whether all that became known of a record and of what it is measured against are months that had been missing. */
function isFilledOnly(line: Line, { before, now }: Judged, month: Month): boolean {
  const window = [...monthsBefore(line, month), month].filter((one) => now.has(one));
  const isRestated = (one: Month): boolean => before.has(one) && before.get(one) !== now.get(one);
  return window.some((one) => !before.has(one)) && !window.some(isRestated);
}

function monthsBefore({ fires }: Line, month: Month): Month[] {
  const years = 'record' in fires ? fires.years : 0;
  return Array.from({ length: years * 12 }, (_, back) => month - 1 - back);
}

/** A record rule is firing while the newest month is one. */
function standingBy(line: Line, now: Values, claims: readonly Claim[]): Standing {
  const newest = newestIn(now);
  const firing = isRecord(line, now, newest);
  return { firing, since: firing ? newest : null, heard: false, claims, base: 0 };
}

function newestIn(values: Values): Month {
  return Math.max(...monthsIn(values));
}
