import type { Big } from 'big.js';

// A Big never changes, and an amount goes into some sixty sums: it is converted once.
const converted = new WeakMap<Big, bigint | null>();

/** The value as a bigint, in which sums are as exact as in big.js and far cheaper; null where it has decimals. */
export function wholeNumber(value: Big): bigint | null {
  const known = converted.get(value);
  if (known !== undefined) return known;
  const lastDigitPower = value.e - value.c.length + 1;
  const whole = lastDigitPower >= 0 ? BigInt(value.toFixed()) : null;
  converted.set(value, whole);
  return whole;
}
