import { Big } from 'big.js';
import type { MetricOutcome } from './metric.ts';

export const PERCENT_DECIMALS = 4;
export const RATIO_DECIMALS = 6;

/** numerator / denominator, rounded half to even to six decimals. */
export function ratio(numerator: Big | undefined, denominator: Big | undefined): MetricOutcome {
  return quotient(numerator, denominator, RATIO_DECIMALS, RATIO_DECIMALS);
}

/** 100 · numerator / denominator, rounded half to even to four decimals. */
export function percentage(
  numerator: Big | undefined,
  denominator: Big | undefined,
): MetricOutcome {
  return quotient(numerator, denominator, PERCENT_DECIMALS + 2, PERCENT_DECIMALS);
}

/** 10^(power − decimals) · numerator / denominator, rounded once, half to even, to `decimals`. */
export function quotient(
  numerator: Big | undefined,
  denominator: Big | undefined,
  power: number,
  decimals: number,
): MetricOutcome {
  if (numerator === undefined) return { value: null, reason: 'numerator-missing' };
  if (denominator === undefined) return { value: null, reason: 'denominator-missing' };
  if (denominator.eq(0)) return { value: null, reason: 'zero-denominator' };
  // In bigint: several times faster than Big.div here, and free of big.js's global precision.
  const places = Math.max(decimalsOf(numerator), decimalsOf(denominator));
  const dividend = scaled(numerator, places) * 10n ** BigInt(power);
  const rounded = divideHalfEven(dividend, scaled(denominator, places));
  return { value: new Big(`${rounded}e-${decimals}`) };
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const towardsZero = dividend / divisor;
  const left = magnitude(dividend % divisor) * 2n - magnitude(divisor);
  const staysPut = left < 0n || (left === 0n && towardsZero % 2n === 0n);
  if (staysPut) return towardsZero;
  return dividend < 0n === divisor < 0n ? towardsZero + 1n : towardsZero - 1n;
}

/** value · 10^places, which must be whole. */
function scaled(value: Big, places: number): bigint {
  return BigInt(value.toFixed(places).replace('.', ''));
}

function decimalsOf(value: Big): number {
  return Math.max(0, value.c.length - 1 - value.e);
}

function magnitude(of: bigint): bigint {
  return of < 0n ? -of : of;
}
