import { instant } from '../../../shared/domain/observation.ts';
import { type Pair, pair } from '../../../shared/domain/pair.ts';
import { type Period, period, shift } from '../../../shared/domain/period.ts';

/** How much is watched. */
export interface Scale {
  /** Reporter and partner, each with a rule of its own. */
  readonly pairs: number;
  /** HS chapters that are watched of each beside all goods together. */
  readonly chapters: number;
}

/** Ten years of months, and the day on which they are loaded: the same whenever it is computed. */
export const HISTORY_MONTHS = 120;
export const LOADED_AT = instant(new Date('2026-11-25T00:00:00Z'));
export const FIRST_MONTH: Period = shift(period('2026-10'), 1 - HISTORY_MONTHS);

/** Everything that is watched: all goods of each pair, and its chapters. */
export function seriesCount({ pairs, chapters }: Scale): number {
  return pairs * (1 + chapters);
}

/** As few economies as have so many pairs between them, each of them reporting. */
export function economyCount(pairs: number): number {
  return Math.ceil((1 + Math.sqrt(1 + 4 * pairs)) / 2);
}

export function partnersOfEach(pairs: number): number {
  return Math.ceil(pairs / economyCount(pairs));
}

/**
 * What is watched of one reporter, in codes of two letters that stand for economies: only how many there are is told by them.
 * Its own is not among its partners.
 */
export function pairsOfReporter(partners: number, chapters: number): Pair[] {
  const goods = ['', ...Array.from({ length: chapters }, (_, index) => `:${chapterAt(index)}`)];
  return Array.from({ length: partners }, (_, index) => standIn(index)).flatMap((partner) =>
    goods.map((of) => pair(`${REPORTER}-${partner}${of}`)),
  );
}

const REPORTER = 'ZZ';

/** Chapters of two digits from 01 on. */
function chapterAt(index: number): string {
  return String(index + 1).padStart(2, '0');
}

function standIn(index: number): string {
  const letter = (of: number): string => String.fromCharCode(65 + (of % 26));
  return `${letter(Math.floor(index / 26))}${letter(index)}`;
}
