import * as fc from 'fast-check';
import { FLOWS, type Flow, type Metric, MODELLED_METRICS } from './figures.ts';

/** Two pairs between fictional economies. */
export const PAIRS = ['XA-XB', 'XA-XC'] as const;

/** What happens in the world and around the functions, step after step: plain text, so that a history can be kept and repeated. */
export interface History {
  /** How many months the source has of each pair when it is first asked, and what they are. */
  readonly past: readonly Publication[];
  /** How the first poll goes. */
  readonly first: Delivery;
  readonly rules: readonly (Draft | null)[];
  readonly steps: readonly Step[];
}

export type Step = (
  | {
      readonly do: 'publish';
      /** How many months are over since the last publication. */
      readonly months: number;
      readonly news: readonly Publication[];
      readonly answer: Answer;
    }
  | { readonly do: 'edit'; readonly rule: number; readonly edit: Edit }
) & { readonly delivery: Delivery };

/** How the source answers: whole, with something that cannot be believed or read, cut short, with a page for people, or with a refusal. */
const ANSWERS = ['implausible', 'unreadable', 'cut', 'page', 'refused'] as const;
export type Answer = 'whole' | (typeof ANSWERS)[number];

/** What the source has to say of one pair: each amount in millions, by how many months lie between it and the newest month. */
export interface Publication {
  readonly pair: number;
  /** Of the newest months, newest first; a null is a gap, unless it was filled before. */
  readonly newest: readonly { readonly exports: number | null; readonly imports: number | null }[];
  /** Figures that are put in the place of what was said, or into a gap. */
  readonly restated: readonly Restatement[];
}

interface Restatement {
  readonly flow: Flow;
  readonly back: number;
  readonly amount: number;
  readonly status: 'provisional' | 'final';
}

/** A rule as its operator first writes it; the line is one of those that fit the metric. */
export interface Draft {
  readonly pair: number;
  readonly metric: Metric;
  readonly kind: Kind;
  readonly line: number;
  readonly severity: 'info' | 'warning' | 'critical';
}

const KINDS = ['above', 'below', 'changesBy', 'high', 'low'] as const;
export type Kind = (typeof KINDS)[number];

/** What an operator does to a rule. One that is not there yet is written as drafted. */
export type Edit =
  | { readonly draft: Draft }
  | { readonly line: number }
  | { readonly pair: number }
  | { readonly note: number }
  | { readonly retired: boolean };

/** How far the stream is read after a step, and what happens to those who read it. */
export interface Delivery {
  /** Nothing of it, a while, or until nothing moves any more. */
  readonly read: 'nothing' | 'some' | 'everything';
  /** From which all choices follow: who comes next, where batches are split, which one comes twice. */
  readonly chance: number;
  /** Where functions die, or one of their calls fails: at the n-th of them, before or after it had its effect. */
  readonly crashes: readonly Crash[];
}

export interface Crash {
  readonly of: 'ingest' | 'recompute' | 'alert';
  readonly at: number;
  readonly moment: 'before' | 'after';
  /** Whether the function hears that the call failed, and goes on. */
  readonly survived: boolean;
  /** What it hears then, where the call had no effect; of one that had, that no answer came. */
  readonly as: 'unanswered' | 'throttled' | 'conflict';
}

const amount = fc.integer({ min: 0, max: 12 });
const wholeMonth = fc.record({ exports: amount, imports: amount });
const flowAmount = fc.option(amount, { freq: 2 });
const month = fc.oneof(
  { weight: 1, arbitrary: wholeMonth },
  { weight: 1, arbitrary: fc.record({ exports: flowAmount, imports: flowAmount }) },
);
const status = fc.constantFrom('provisional' as const, 'final' as const);

const restatement: fc.Arbitrary<Restatement> = fc.record({
  flow: fc.constantFrom(...FLOWS),
  back: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(16) }),
  amount,
  status,
});

/** A few months, a year and a bit with or without gaps, or more than one transaction holds. */
const pastMonths = fc.oneof(
  { weight: 8, arbitrary: fc.array(month, { minLength: 2, maxLength: 6 }) },
  { weight: 2, arbitrary: fc.array(month, { minLength: 12, maxLength: 15 }) },
  { weight: 5, arbitrary: fc.array(wholeMonth, { minLength: 12, maxLength: 15 }) },
  { weight: 2, arbitrary: fc.array(wholeMonth, { minLength: 26, maxLength: 29 }) },
);

const past = fc.tuple(
  ...PAIRS.map((_, pair) =>
    fc.record({
      pair: fc.constant(pair),
      newest: pair === 0 ? pastMonths : fc.array(month, { maxLength: 3 }),
      restated: fc.constant([]),
    }),
  ),
);

const publication: fc.Arbitrary<Publication> = fc.record({
  pair: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(1) },
  ),
  newest: fc.array(month, { maxLength: 4 }),
  restated: fc.array(restatement, { maxLength: 4 }),
});

const draft: fc.Arbitrary<Draft> = fc.record({
  pair: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(1) },
  ),
  metric: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Metric>('balance', 'cover-ratio') },
    { weight: 1, arbitrary: fc.constantFrom(...MODELLED_METRICS) },
  ),
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Kind>('above', 'below') },
    { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
  ),
  line: fc.nat(3),
  severity: fc.constantFrom('info', 'warning', 'critical'),
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ line: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ draft }) },
  { weight: 1, arbitrary: fc.record({ note: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ pair: fc.nat(PAIRS.length - 1) }) },
  { weight: 4, arbitrary: fc.record({ retired: fc.boolean() }) },
);

const crash: fc.Arbitrary<Crash> = fc.record({
  of: fc.constantFrom('ingest', 'recompute', 'alert'),
  at: fc.integer({ min: 1, max: 12 }),
  moment: fc.constantFrom('before', 'after'),
  survived: fc.boolean(),
  as: fc.constantFrom('unanswered', 'throttled', 'conflict'),
});

const delivery: fc.Arbitrary<Delivery> = fc.record({
  read: fc.oneof(
    { weight: 5, arbitrary: fc.constant('everything' as const) },
    { weight: 2, arbitrary: fc.constant('some' as const) },
    { weight: 1, arbitrary: fc.constant('nothing' as const) },
  ),
  chance: fc.nat(),
  crashes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(crash, { minLength: 1, maxLength: 3 }) },
  ),
});

const answer = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Answer>('whole') },
  { weight: 1, arbitrary: fc.constantFrom<Answer>(...ANSWERS) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      months: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 2 }) },
      ),
      news: fc.array(publication, { minLength: 1, maxLength: 2 }),
      answer,
      delivery,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('edit' as const), rule: fc.nat(2), edit, delivery }),
  },
);

export const histories: fc.Arbitrary<History> = fc.noBias(
  fc.record({
    past,
    first: delivery,
    rules: fc.array(fc.option(draft, { freq: 9 }), { minLength: 3, maxLength: 3 }),
    steps: fc.array(step, { minLength: 3, maxLength: 10 }),
  }),
);
