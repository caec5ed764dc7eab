import type { Big } from 'big.js';
import type { Basis, Indicator, Unit } from '../indicator.ts';
import type { Instant, ObservationStatus, Vintage } from '../observation.ts';
import { type Frequency, frequencyOf, type Period } from '../period.ts';
import type { ObservationSeries } from '../series.ts';
import type { MetricId } from './metric-id.ts';

/**
 * Why a metric has no value.
 * - `not-published`: nothing at all is known of the pair for the period.
 * - `numerator-missing`: the numerator, or of a difference the minuend (of a balance: exports), is unknown.
 * - `denominator-missing`: the denominator, or the subtrahend (imports; the year before), is unknown.
 * - `gap-in-window`: a month of a window of months is unknown; a sum of eleven is no sum of twelve.
 * - `partial-period`: the period is a part of a month, which is never compared with a full one.
 * - `zero-denominator`: the denominator is zero, or the base of a percent change is not positive.
 */
export type NullReason =
  | 'not-published'
  | 'numerator-missing'
  | 'denominator-missing'
  | 'gap-in-window'
  | 'partial-period'
  | 'zero-denominator';

export type MetricOutcome =
  | { readonly value: Big }
  | { readonly value: null; readonly reason: NullReason };

/** The value of an observation, if known. Whatever is read this way becomes part of the metric's lineage. */
export type Read = (indicator: Indicator, period: Period) => Big | undefined;

/** On which basis an observation stands, if it is known; asking leaves no trace in the lineage. */
type BasisOf = (indicator: Indicator, period: Period) => Basis | undefined;

/** Those of whole periods. */
export type FullFrequency = Exclude<Frequency, 'P'>;

/** Beside what is observed, amounts a day, a ratio, and percentage points for what is left between two percents. */
type MetricUnit = Unit | 'USD per working day' | 'percentage points' | 'ratio';

export interface MetricDefinition<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly unit: MetricUnit;
  /** To how many decimals a quotient is rounded, half to even; null where the value is exact. */
  readonly decimals: number | null;
  /** One sentence: the formula and where it comes from. */
  readonly definition: string;
  /** What a reader must know before comparing it. */
  readonly caveat?: string;
  /** What it can be at all; without bounds where it is left out. A line beyond them is never crossed. */
  readonly range?: { readonly least?: number; readonly most?: number };
  /** Of whole periods, or of parts of months only. */
  readonly frequencies: readonly FullFrequency[] | readonly ['P'];
  readonly inputs: readonly Indicator[];
  /** How many steps back its inputs lie: an observation changed at p touches the metric at p to p + reach. */
  readonly reach: (frequency: FullFrequency) => number;
  readonly compute: (read: Read, period: Period, basisOf: BasisOf) => MetricOutcome;
}

/** A metric with what went into it. */
export interface MetricValue {
  readonly metric: MetricId;
  readonly period: Period;
  readonly outcome: MetricOutcome;
  /** The observations it was computed from; beside a null, those of them that are known. */
  readonly inputs: readonly Vintage[];
  /** When the last of its inputs became known; null without inputs. */
  readonly knownAt: Instant | null;
  /** The least certain status among its inputs; null without inputs. */
  readonly status: ObservationStatus | null;
  /** The sources of its inputs, in alphabetical order. */
  readonly sources: readonly string[];
}

const UNCERTAINTY: Record<ObservationStatus, number> = { final: 0, provisional: 1, estimated: 2 };

/** What of a series a metric looks at. */
export type KnownSeries = Pick<ObservationSeries, 'find' | 'knows'>;

/** @throws Error when the metric is not defined for the period's frequency. */
export function evaluate(
  definition: MetricDefinition<MetricId>,
  series: KnownSeries,
  period: Period,
): MetricValue {
  const inputs: Vintage[] = [];
  const read: Read = (indicator, at) => {
    const found = series.find(indicator, at);
    if (found !== undefined) inputs.push(found);
    return found?.value;
  };
  const outcome = outcomeOf(definition, read, series, period);
  return { metric: definition.id, period, outcome, inputs, ...provenanceOf(inputs) };
}

function outcomeOf(
  definition: MetricDefinition,
  read: Read,
  series: KnownSeries,
  period: Period,
): MetricOutcome {
  const frequency = frequencyOf(period);
  const frequencies: readonly Frequency[] = definition.frequencies;
  if (!frequencies.includes(frequency)) {
    if (frequency === 'P') return { value: null, reason: 'partial-period' };
    throw new Error(
      `${definition.id} is defined for ${definition.frequencies.join(', ')} periods, got: ${period}`,
    );
  }
  const outcome = definition.compute(
    read,
    period,
    (indicator, at) => series.find(indicator, at)?.basis,
  );
  return saysSomeIsMissing(outcome) && !series.knows(period)
    ? { value: null, reason: 'not-published' }
    : outcome;
}

function saysSomeIsMissing(outcome: MetricOutcome): boolean {
  return (
    outcome.value === null &&
    (outcome.reason === 'numerator-missing' || outcome.reason === 'denominator-missing')
  );
}

function provenanceOf(
  inputs: readonly Vintage[],
): Pick<MetricValue, 'knownAt' | 'status' | 'sources'> {
  let knownAt: Instant | null = null;
  let status: ObservationStatus | null = null;
  const sources: string[] = [];
  for (const input of inputs) {
    if (knownAt === null || input.knownAt > knownAt) knownAt = input.knownAt;
    if (status === null || UNCERTAINTY[input.status] > UNCERTAINTY[status]) status = input.status;
    if (!sources.includes(input.source)) sources.push(input.source);
  }
  return { knownAt, status, sources: sources.sort() };
}
