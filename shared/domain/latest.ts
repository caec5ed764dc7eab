import type { Big } from 'big.js';
import type { Context } from './context.ts';
import type { NullReason } from './metrics/metric.ts';
import type { MetricId } from './metrics/metric-id.ts';
import type { Instant, ObservationStatus } from './observation.ts';
import type { Period } from './period.ts';

/** The newest value of a metric with what a reader needs beside it. */
export interface LatestMetric {
  readonly period: Period;
  readonly value: Big | null;
  /** Why there is no value. */
  readonly reason: NullReason | null;
  readonly unit: string;
  readonly basis: string;
  readonly status: ObservationStatus | null;
  readonly sources: readonly string[];
  /** When the last of its inputs became known. */
  readonly vintage: Instant | null;
  /** The newest value before it. */
  readonly previous: { readonly period: Period; readonly value: Big } | null;
  readonly context: Context | null;
  /** What a reader must know beside the figures: coverage, citation. */
  readonly notes: readonly string[];
}

/** A pair at a glance: the newest value of each metric that has inputs. */
export type LatestMetrics = Partial<Record<MetricId, LatestMetric>>;
