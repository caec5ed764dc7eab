import type { Big } from 'big.js';
import { asOf } from '../../shared/domain/as-of.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { evaluate, type MetricValue } from '../../shared/domain/metrics/metric.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import type { Period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import type { AlertAnswer } from './alert-answer.ts';

/** What an alert told, beside what the stored vintages give. */
export interface Recomputation {
  /** The value as known at the alert's vintage, with every vintage that goes into it. */
  readonly then: MetricValue;
  /** The value as known now. */
  readonly now: MetricValue;
  /** Where what was told and what is computed are not the same; empty where they agree. */
  readonly disagreements: readonly string[];
  /** Vintages of what went in that became known after the alert. */
  readonly later: readonly Vintage[];
}

/** Computes an alert's number again from what the sources said, by the code that computed it first. */
export function recompute(alert: AlertAnswer, vintages: readonly Vintage[]): Recomputation {
  const then = valueAt(alert, alert.period, vintages, alert.vintage);
  const used = new Set(then.inputs.map(figureOf));
  return {
    then,
    now: evaluate(METRICS[alert.metric], seriesOf(vintages), alert.period),
    disagreements: [
      ...differences(`the value of ${alert.period}`, alert.value, then),
      ...previousDifferences(alert, vintages),
      ...inputDifferences(alert, then),
    ],
    later: vintages.filter(
      (vintage) => vintage.knownAt > alert.vintage && used.has(figureOf(vintage)),
    ),
  };
}

function valueAt(
  { metric }: AlertAnswer,
  period: Period,
  vintages: readonly Vintage[],
  at: Instant,
): MetricValue {
  return evaluate(METRICS[metric], seriesOf(asOf(vintages, at)), period);
}

/** A period before is as it was at the same vintage; the same period before a revision was of an earlier one. */
function previousDifferences(alert: AlertAnswer, vintages: readonly Vintage[]): string[] {
  const { previous, period, vintage } = alert;
  if (!previous || previous.period === period) return [];
  const value = valueAt(alert, previous.period, vintages, vintage);
  return differences(`the value before, of ${previous.period},`, previous.value, value);
}

function differences(what: string, told: Big, { outcome }: MetricValue): string[] {
  // The API gives its figures as JSON numbers.
  const is = outcome.value === null ? outcome.reason : outcome.value.toNumber();
  return is === told.toNumber() ? [] : [`${what} was told as ${told} and is computed as ${is}`];
}

function inputDifferences(alert: AlertAnswer, then: MetricValue): string[] {
  const told = alert.inputs.map(({ vintage, ...input }) => named(input, vintage));
  const used = then.inputs.map((input) => named(input, input.knownAt));
  return [
    ...told
      .filter((input) => !used.includes(input))
      .map((input) => `not among the stored vintages: ${input}`),
    ...used
      .filter((input) => !told.includes(input))
      .map((input) => `stored, and not named by the alert: ${input}`),
  ];
}

function named(
  { indicator, period, value, source, run }: Omit<AlertAnswer['inputs'][number], 'vintage'>,
  knownAt: Instant,
): string {
  return `${indicator} of ${period}, ${value.toFixed()}, known since ${knownAt}, ${source}, run ${run}`;
}

function figureOf({ indicator, period }: Pick<Vintage, 'indicator' | 'period'>): string {
  return `${indicator} ${period}`;
}
