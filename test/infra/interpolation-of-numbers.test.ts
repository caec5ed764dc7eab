import {
  interpolate as d3Interpolate,
  interpolateRound as d3InterpolateRound,
} from 'd3-interpolate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  interpolate,
  interpolateNumber,
  interpolateRound,
} from '../../infra/interpolation-of-numbers.ts';
import { assertLaw } from '../support/law.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the interpolation of the bundles', () => {
  it("says what d3's own says of any two numbers, to the last bit", () => {
    const saysTheSame = fc.property(number, number, share, (a, b, t) => {
      expect(interpolateNumber(a, b)(t)).toBe(d3Interpolate(a, b)(t));
      expect(interpolate(a, b)(t)).toBe(d3Interpolate(a, b)(t));
      expect(interpolateRound(a, b)(t)).toBe(d3InterpolateRound(a, b)(t));
    });
    assertLaw(saysTheSame);
  });

  it('refuses colours and texts, which it would interpolate wrongly', () => {
    expect(() => interpolate('red', 'blue')).toThrow('only numbers can be interpolated');
  });
});
