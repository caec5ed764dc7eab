import { expect, it } from 'vitest';
import type { Indicator } from '../../../shared/domain/indicator.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { isTold } from '../../../shared/domain/metrics/told.ts';

it.each([
  // One flow of two: the balance is missing, and says why.
  ['balance', ['exports'], true],
  ['balance', ['duties'], false],
  ['balance-share', ['exports', 'imports'], false],
  ['balance-share', ['exports', 'imports', 'total-exports'], false],
  ['balance-share', ['exports', 'total-exports', 'total-imports'], true],
  ['mirror-gap', ['exports', 'imports'], false],
  ['mirror-gap', ['imports', 'mirror-exports'], true],
  ['effective-tariff-rate', ['duties'], false],
  ['effective-tariff-rate', ['duties', 'imports-for-consumption'], true],
] satisfies [MetricId, Indicator[], boolean][])(
  '%s of a pair with %j is told: %s',
  (metric, known, told) => {
    expect(isTold(METRICS[metric], new Set(known))).toBe(told);
  },
);
