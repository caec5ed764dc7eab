import { type Month, monthsIn, type Values } from './months.ts';
import {
  at,
  type Claim,
  type Judged,
  type Line,
  lateOr,
  type Meaning,
  type Outcome,
  type Standing,
  type Telling,
} from './rules.ts';

/** Above or below a line, and past another one to clear. */
export const levels: Meaning = {
  atFirstSight(line, now) {
    const since = firingSince(line, now, newestIn(now));
    return { firing: since !== null, since, heard: false, claims: [], base: 0 };
  },

  edited(line, standing, now) {
    const newest = newestIn(now);
    const since = firingSince(line, now, newest);
    const firing = since !== null;
    const claims = standing.claims.filter(
      ({ month }) => now.has(month) && firingSince(line, now, month) !== null,
    );
    if (firing === standing.firing) {
      return { standing: named({ ...standing, since, claims }, now), told: [] };
    }
    const told: Telling = {
      reason: 'rule-changed',
      month: newest,
      value: at(now, newest),
      firing,
      since: since ?? standing.since,
    };
    const edited = { ...standing, firing, since, heard: firing, claims };
    return { standing: since === null ? edited : claimed(edited, since, now), told: [told] };
  },

  judged(line, judged) {
    const old = revised(line, judged);
    const news = told(line, judged, old.standing);
    return { standing: news.standing, told: [...old.told, ...news.told] };
  },
};

/** What the values as they are now say of the months that were judged before. */
function revised(line: Line, { standing, through, before, now }: Judged): Outcome {
  const months = monthsIn(now).filter((month) => month <= through);
  const newest = months.at(-1);
  if (newest === undefined) return { standing, told: [] };
  const firesAt = (month: Month): boolean => firingSince(line, now, month) !== null;
  const since = firingSince(line, now, newest);
  const firing = since !== null;

  const taken = standing.claims.filter(({ month }) => now.has(month) && !firesAt(month));
  const claims = standing.claims.filter((claim) => !taken.includes(claim));
  const told: Telling[] = taken.map(({ month }) => ({
    reason: lateOr('retracted', month, before),
    month,
    value: at(now, month),
    firing,
    since: month,
  }));
  const after = { ...standing, firing, since, claims };

  if (firing && standing.firing) return { standing: named(after, now), told };
  if (firing) {
    const cause =
      months.find((month) => month >= since && firingSince(line, before, month) === null) ?? since;
    const reason = lateOr('crossed-on-revision', cause, before);
    told.push({ reason, month: cause, value: at(now, cause), firing, since });
    return { standing: claimed({ ...after, heard: true }, since, now), told };
  }
  if (standing.firing && standing.heard && !taken.some((claim) => isOf(claim, standing))) {
    const known = claims.filter((claim) => isOf(claim, standing)).map(({ month }) => month);
    const name = Math.max(...known);
    const end = months.find((month) => month > name && !firesAt(month)) ?? newest;
    const reason = lateOr('retracted', end, before);
    told.push({ reason, month: end, value: at(now, end), firing, since: standing.since });
  }
  return { standing: { ...after, heard: false }, told };
}

/** The months that are judged for the first time. */
function told(line: Line, { through, now }: Judged, before: Standing): Outcome {
  const told: Telling[] = [];
  let standing = before;
  for (const month of monthsIn(now).filter((one) => one > through)) {
    const since = firingSince(line, now, month);
    const value = at(now, month);
    if (since !== null && !standing.firing) {
      told.push({ reason: 'crossed', month, value, firing: true, since: month });
      standing = claimed({ ...standing, heard: true }, month, now);
    }
    if (since === null && standing.firing) {
      told.push({ reason: 'cleared', month, value, firing: false, since: standing.since });
      standing = { ...standing, heard: false };
    }
    standing = { ...standing, firing: since !== null, since };
  }
  return { standing, told };
}

/**
 * Since when a level has been firing at a month: the earliest month that lies beyond the line with none after it that clears.
 * Null where there is no such month.
 */
function firingSince(line: Line, values: Values, month: Month): Month | null {
  const months = monthsIn(values).filter((one) => one <= month);
  const isFollowedByAnEnd = (one: Month): boolean =>
    months.some((later) => later > one && clears(line, at(values, later)));
  return months.find((one) => fires(line, at(values, one)) && !isFollowedByAnEnd(one)) ?? null;
}

function fires({ fires: condition }: Line, value: number): boolean {
  if ('above' in condition) return value > condition.above;
  return 'below' in condition && value < condition.below;
}

/** Past the clearing line, which must be passed as the firing line must; a rule without one clears where it does not fire. */
function clears(line: Line, value: number): boolean {
  if (line.clears === undefined) return !fires(line, value);
  return 'above' in line.fires ? value < line.clears : value > line.clears;
}

/** A firing that was told and goes on has a month by which it is known: its start, where what it was told for was taken back. */
function named(standing: Standing, now: Values): Standing {
  const { since, heard, claims } = standing;
  if (since === null || !heard || claims.some((claim) => isOf(claim, standing))) return standing;
  return claimed(standing, since, now);
}

function claimed(standing: Standing, month: Month, now: Values): Standing {
  const others = standing.claims.filter((claim) => claim.month !== month);
  return { ...standing, claims: [...others, { month, value: at(now, month), heard: true }] };
}

/** Whether a claim is about the present firing. */
function isOf({ month }: Claim, { since }: Standing): boolean {
  return since !== null && month >= since;
}

function newestIn(values: Values): Month {
  return Math.max(...monthsIn(values));
}
