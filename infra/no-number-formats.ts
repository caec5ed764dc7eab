/**
 * Stands in for `d3-format` in the bundles (esbuild `--alias`). A scale asks for it in `tickFormat`, which nothing of ours calls:
 * ticks are named as all other figures are. Without it a bundle is 5 KB smaller (d3-scale 4.0.3, esbuild 0.28, minified).
 * @throws Error always.
 */
function format(): never {
  throw new Error('ticks cannot be formatted by d3: its support is not bundled');
}

export {
  format,
  format as formatPrefix,
  format as formatSpecifier,
  format as precisionFixed,
  format as precisionPrefix,
  format as precisionRound,
};
