import { periodName } from '../../shared/domain/figures-in-words.ts';
import { type Notice, notice } from '../../shared/domain/notice.ts';
import type { Instant, Observation, Vintage } from '../../shared/domain/observation.ts';
import type { Period } from '../../shared/domain/period.ts';
import type { Tolerance } from '../../shared/sources/tolerances.ts';
import type { CrossCheck } from '../../shared/store/cross-checks.ts';
import type { Verdict } from './compare-sources.ts';

/** A figure of which two sources speak, and how they stand to each other. */
export interface Judged {
  readonly stored: Vintage;
  readonly other: Observation;
  readonly verdict: Verdict;
}

/** What is written where it is another than before: the figures that differ, and what the operator is told of it. */
export interface CrossCheckChange {
  readonly check: CrossCheck;
  readonly notice: Notice;
}

/** More lines than anybody compares by hand. */
const LINES = 20;

/**
 * A disagreement is told once, with those that came with it, and once more when it is over; while it goes on, whatever the figures do,
 * nothing is said. A figure that this poll could not judge stays as it was; one from before `from` is looked at no more.
 */
export function decideCrossCheck(
  before: CrossCheck,
  judged: readonly Judged[],
  { from, now, tolerance }: { from: Period; now: Instant; tolerance: Tolerance },
): CrossCheckChange | undefined {
  const known = before.differing.filter((figure) => periodIn(figure) >= from);
  const differing = judged.filter(({ verdict }) => verdict.kind === 'differs');
  const arisen = differing.filter(({ stored }) => !known.includes(figureOf(stored)));
  const settled = judged.filter(
    ({ stored, verdict }) => isOver(verdict) && known.includes(figureOf(stored)),
  );
  if (arisen.length + settled.length === 0) return undefined;
  const over = new Set(settled.map(({ stored }) => figureOf(stored)));
  const goingOn = known.filter((figure) => !over.has(figure));
  const check: CrossCheck = {
    ...before,
    version: before.version + 1,
    differing: [...goingOn, ...arisen.map(({ stored }) => figureOf(stored))].sort(),
  };
  return { check, notice: inWords(check, { arisen, settled, tolerance, now }) };
}

/** Settling, estimated or not comparable is no judgement: what was told goes on. */
function isOver({ kind }: Verdict): boolean {
  return kind === 'agrees' || kind === 'earlier-vintage';
}

function inWords(
  check: CrossCheck,
  { arisen, settled, tolerance, now }: Pick<ToTell, 'arisen' | 'settled' | 'tolerance' | 'now'>,
): Notice {
  const { pair, frequency, source, against, version, differing } = check;
  const id = `differs#${pair}#${frequency}#${source}#${against}#v${version}`;
  const subject =
    arisen.length > 0
      ? `${source} and ${against} differ on ${pair}: ${figures(arisen.length)}`
      : `${source} and ${against} agree again on ${pair}: ${figures(settled.length)}`;
  return notice(id, now, subject, [
    `${pair} is told by ${against}, and held against ${source}. No figure was changed by it.`,
    ...section('They differ:', arisen),
    ...section('They agree again:', settled),
    '',
    `In all ${figures(differing.length)} of this pair ${differing.length === 1 ? 'differs' : 'differ'} now.`,
    `Allowed are ${allowed(tolerance)}: ${tolerance.because}.`,
    '',
    'Each is told once, and when it is over. What to do: RUNBOOK.md, "Two sources differ".',
  ]);
}

interface ToTell {
  readonly arisen: readonly Judged[];
  readonly settled: readonly Judged[];
  readonly tolerance: Tolerance;
  readonly now: Instant;
}

function section(title: string, judged: readonly Judged[]): string[] {
  if (judged.length === 0) return [];
  const more = judged.length - LINES;
  return [
    '',
    title,
    ...judged.slice(0, LINES).map(lineOf),
    ...(more > 0 ? [`  and ${figures(more)} more`] : []),
  ];
}

function lineOf({ stored, other, verdict }: Judged): string {
  const said = [stored, other].map(
    ({ source, value, basis }) => `${source} ${value.toFixed()} (${basis})`,
  );
  const sign = verdict.kind === 'differs' && verdict.percent.gt(0) ? '+' : '';
  const by = verdict.kind === 'differs' ? `: ${sign}${verdict.percent.toFixed(2)} %` : '';
  const known = `known since ${stored.knownAt.slice(0, 10)}`;
  return `  ${stored.indicator} ${periodName(stored.period)}: ${said.join(', ')}${by}; ${known}`;
}

function allowed({ percent, dollars }: Tolerance): string {
  const parts = [percent > 0 && `${percent} %`, dollars > 0 && `${dollars} dollars`];
  return parts.filter(Boolean).join(' and ');
}

function figures(count: number): string {
  return count === 1 ? '1 figure' : `${count} figures`;
}

/** A figure as the state names it: `exports 2025-09`. */
function figureOf({ indicator, period }: Vintage): string {
  return `${indicator} ${period}`;
}

function periodIn(figure: string): string {
  return figure.slice(figure.lastIndexOf(' ') + 1);
}
