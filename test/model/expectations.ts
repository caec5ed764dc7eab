import { newPrints, type Said } from './bureau.ts';
import type { Figure } from './figures.ts';
import { PAIRS } from './history.ts';
import { look, type Memory, type Told } from './meaning.ts';
import { monthName } from './months.ts';
import type { RuleVersion } from './rules.ts';
import { memoriesInWords } from './words.ts';

/** An alert that must exist. */
export interface ExpectedAlert extends Told {
  readonly pair: string;
  readonly rule: string;
}

/** What a look at a pair comes to. */
interface Looked {
  readonly told: readonly ExpectedAlert[];
  readonly memories: ReadonlyMap<string, Memory>;
}

/** What was read for a look. */
export interface Reading {
  readonly pair: string;
  readonly figures: readonly Figure[];
  readonly versions: readonly RuleVersion[];
  readonly memories: ReadonlyMap<string, Memory>;
  /** Whether a load was under way then. */
  readonly isHalfTold: boolean;
}

/** What the model expects of a history, kept while it goes on. */
export interface Expectations {
  /** The source is asked, and answers this; nothing where it must not be believed. */
  asked(said: readonly Said[], at: string): void;
  /** A load of a pair that takes more than one transaction begins. */
  loadBegins(pair: string, at: string): void;
  /** Figures of a pair were written: `exports#2025-01`. */
  written(pair: string, figures: readonly string[], at: string): void;
  /** The source was asked, and nothing came in between. */
  answered(): void;
  ruleWritten(version: RuleVersion): void;
  figuresOf(pair: string): readonly Figure[];
  memoriesOf(pair: string): ReadonlyMap<string, Memory>;
  versions(): readonly RuleVersion[];
  /** What there is to be read of a pair now, but for the rules. */
  readable(pair: string, at: string): Omit<Reading, 'versions'>;
  /** What a look must come to that sees what was read. */
  look(reading: Reading): Looked;
  /** A look has come to that, and it was written. */
  looked(reading: Reading, looked: Looked): void;
  alertsOf(pair: string): readonly ExpectedAlert[];
  readonly faults: string[];
}

/** A load that does not fit in one transaction is not judged half told, unless it died: that shows within so long. */
const LONGEST_LOAD_MS = 15 * 60_000;

const NONE: ReadonlyMap<string, Memory> = new Map();

export function openExpectations(): Expectations {
  const known = new Map<string, readonly Figure[]>();
  const awaited = new Map<string, readonly Figure[]>();
  const halfToldUntil = new Map<string, string>();
  const memories = new Map<string, ReadonlyMap<string, Memory>>();
  const faults: string[] = [];
  let versions: readonly RuleVersion[] = [];
  let alerts: readonly ExpectedAlert[] = [];

  const figuresOf = (pair: string): readonly Figure[] => known.get(pair) ?? [];
  const setHalfTold = (pair: string, at: string): void => {
    halfToldUntil.set(pair, new Date(Date.parse(at) + LONGEST_LOAD_MS).toISOString());
  };
  const memoriesOf = (pair: string): ReadonlyMap<string, Memory> => memories.get(pair) ?? NONE;

  return {
    faults,
    figuresOf,
    memoriesOf,
    versions: () => versions,
    alertsOf: (of) => alerts.filter(({ pair }) => pair === of),
    ruleWritten(version) {
      versions = [...versions, version];
    },
    asked(said, at) {
      for (const pair of PAIRS) awaited.set(pair, newPrints(said, pair, figuresOf(pair), at));
    },
    loadBegins: setHalfTold,
    written(pair, names, at) {
      const left = awaited.get(pair) ?? [];
      const isNamed = (figure: Figure): boolean => names.includes(nameOf(figure));
      const come = left.filter(isNamed);
      if (come.length !== names.length)
        faults.push(`${pair}: ${names} was written, nobody said it`);
      const rest = left.filter((figure) => !isNamed(figure));
      awaited.set(pair, rest);
      known.set(pair, [...figuresOf(pair), ...come]);
      if (rest.length === 0) halfToldUntil.delete(pair);
      else setHalfTold(pair, at);
    },
    answered() {
      for (const [pair, left] of awaited) {
        if (left.length > 0)
          faults.push(`${pair}: ${left.map(nameOf)} was said and is not written`);
      }
    },
    readable: (pair, at) => ({
      pair,
      figures: figuresOf(pair),
      memories: memoriesOf(pair),
      isHalfTold: (halfToldUntil.get(pair) ?? '') > at,
    }),
    look({ pair, figures, versions: seen, memories: before, isHalfTold }) {
      if (isHalfTold) return { told: [], memories: before };
      const after = new Map(before);
      const told = [...Map.groupBy(seen, ({ id }) => id)].flatMap(([rule, ofRule]) => {
        const looked = look(before.get(rule), { pair, figures, versions: ofRule });
        if (looked.memory) after.set(rule, looked.memory);
        return looked.told.map((one) => ({ ...one, pair, rule }));
      });
      return { told, memories: after };
    },
    looked({ pair, memories: before }, looked) {
      if (before !== memoriesOf(pair)) faults.push(`${pair}: one look has overtaken another`);
      memories.set(pair, looked.memories);
      faults.push(...misled(before, looked));
      alerts = [...alerts, ...looked.told];
    },
  };
}

/**
 * What the meaning itself must hold: who keeps the last that was told of a level knows its state, and is told whenever it changes,
 * unless the state was the baseline's.
 */
function misled(before: ReadonlyMap<string, Memory>, { told, memories }: Looked): string[] {
  return [...memories].flatMap(([rule, { begunBy, subject, standing, fires }]) => {
    const old = before.get(rule);
    const isLevel = 'above' in fires || 'below' in fires;
    if (!isLevel || !old || old.through === null) return [];
    if (old.begunBy !== begunBy || old.subject !== subject) return [];
    const last = told.findLast((one) => one.rule === rule) ?? old.standing;
    const isUnheard = old.standing.firing && !old.standing.heard;
    if (last.firing === standing.firing || isUnheard) return [];
    return [`${rule}: its reader does not know its state`];
  });
}

/** Whether a look leaves everything as it was, as far as anybody can see. */
export function changesNothing(
  { told, memories }: Looked,
  before: ReadonlyMap<string, Memory>,
): boolean {
  return told.length === 0 && memoriesInWords(memories).join() === memoriesInWords(before).join();
}

function nameOf({ flow, month }: Pick<Figure, 'flow' | 'month'>): string {
  return `${flow}#${monthName(month)}`;
}
