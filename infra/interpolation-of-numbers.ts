/**
 * Stands in for `d3-interpolate` in the bundles (esbuild `--alias`): scales of numbers interpolate numbers, and what interpolates
 * colours and texts brings d3-color with it, 16 KB (d3-scale 4.0.3, esbuild 0.28, minified).
 */
type Interpolator = (t: number) => number;

/** What lies between two numbers, at a share of the way: the same as d3's, to the last bit. */
export function interpolateNumber(a: number, b: number): Interpolator {
  return (t) => a * (1 - t) + b * t;
}

export function interpolateRound(a: number, b: number): Interpolator {
  return (t) => Math.round(a * (1 - t) + b * t);
}

/** @throws TypeError for anything but numbers: its support is not bundled. */
export function interpolate(a: unknown, b: unknown): Interpolator {
  if (typeof a === 'number' && typeof b === 'number') return interpolateNumber(a, b);
  throw new TypeError(
    'only numbers can be interpolated: the rest of d3-interpolate is not bundled',
  );
}

export { interpolate as piecewise };
