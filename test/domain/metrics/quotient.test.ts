import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentage, ratio } from '../../../shared/domain/metrics/quotient.ts';
import { assertLaw } from '../../support/law.ts';

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: -3, max: 3 }))
  .map(([digits, power]) => new Big(`${digits}e${power}`));

function percent(numerator: string, denominator: string): string | undefined {
  return percentage(new Big(numerator), new Big(denominator)).value?.toFixed();
}

describe('a quotient', () => {
  it('is rounded half to even at the fourth decimal of a percent', () => {
    expect(percent('0.00000050', '1')).toBe('0');
    expect(percent('0.00000150', '1')).toBe('0.0002');
    expect(percent('0.00000250', '1')).toBe('0.0002');
    expect(percent('-0.00000150', '1')).toBe('-0.0002');
    expect(percent('0.00000150', '-1')).toBe('-0.0002');
  });

  it('is rounded once: what is a hair more than a half goes up', () => {
    const hair = `0.0000025${'0'.repeat(60)}1`;
    expect(percent(hair, '1')).toBe('0.0003');
    expect(percent(`-${hair}`, '1')).toBe('-0.0003');
  });

  it('is the nearest number of four or six decimals to the exact one', () => {
    assertLaw(
      fc.property(
        amount,
        amount.filter((denominator) => !denominator.eq(0)),
        (numerator, denominator) => {
          for (const [outcome, scale, half] of [
            [percentage(numerator, denominator), 100, '0.00005'],
            [ratio(numerator, denominator), 1, '0.0000005'],
          ] as const) {
            const error = new Big(outcome.value ?? Number.NaN)
              .times(denominator)
              .minus(numerator.times(scale));
            expect(error.abs().lte(denominator.abs().times(half))).toBe(true);
          }
        },
      ),
    );
  });

  it('hands on no precision of its own, and leaves the common one alone', () => {
    const { value } = percentage(new Big(1), new Big(3));
    expect(value?.toString()).toBe('33.3333');
    expect(value?.div(8).toString()).toBe('4.1666625');
    expect(Big.DP).toBe(20);
    expect(Big.RM).toBe(Big.roundHalfUp);
  });

  it('is null, with the reason, where a part is missing or the denominator is zero', () => {
    const one = new Big(1);
    expect(ratio(undefined, undefined)).toEqual({ value: null, reason: 'numerator-missing' });
    expect(ratio(one, undefined)).toEqual({ value: null, reason: 'denominator-missing' });
    expect(ratio(one, new Big(0))).toEqual({ value: null, reason: 'zero-denominator' });
  });
});
