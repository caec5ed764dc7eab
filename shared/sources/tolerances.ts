import type { Basis } from '../domain/indicator.ts';

/** How far apart two sources may state the same flow, and why. */
export interface Tolerance {
  /** Percent of the larger figure. */
  readonly percent: number;
  /** US dollars, beside the percent: how coarsely one of the two is stated. */
  readonly dollars: number;
  readonly because: string;
}

/** Half of the last digit where figures come in whole millions; how many decimals FRED gives is not promised. */
const HALF_A_MILLION = 500_000;

/** In months that both had in the same restatement: US trade with Korea, Japan and China, compared on 2026-09-07. */
const US_TO_THE_UN =
  'of January to April 2026 imports were equal or within 0.03 %, and exports up to 0.4 % apart; more is a restatement that only one of them has';

/** By the two sources, in the order of the alphabet. */
const TOLERANCES: Readonly<Record<string, Tolerance>> = {
  'fred us-census': {
    ...{ percent: 0, dollars: HALF_A_MILLION },
    because: 'FRED republishes the figures of the Census Bureau, in millions',
  },
  'un-comtrade us-census': { percent: 0.5, dollars: 0, because: US_TO_THE_UN },
  'fred un-comtrade': { percent: 0.5, dollars: HALF_A_MILLION, because: US_TO_THE_UN },
  'imf-imts us-census': { percent: 0.5, dollars: 0, because: US_TO_THE_UN },
  'fred imf-imts': { percent: 0.5, dollars: HALF_A_MILLION, because: US_TO_THE_UN },
  'imf-imts un-comtrade': {
    ...{ percent: 0.5, dollars: 0 },
    because:
      "each converts a reporter's currency itself; exports of Korea to China in 2024 were a dollar apart, US trade with Japan in 2023 equal",
  },
  'imf-imts published-figures': {
    ...{ percent: 0.5, dollars: HALF_A_MILLION },
    because: 'figures in print are rounded, to a million at the coarsest',
  },
  'published-figures un-comtrade': {
    ...{ percent: 0.5, dollars: HALF_A_MILLION },
    because: 'figures in print are rounded, to a million at the coarsest',
  },
};

/** What two sources may differ by; undefined where nothing is known of them. */
export function toleranceBetween(one: string, other: string): Tolerance | undefined {
  return TOLERANCES[[one, other].sort().join(' ')];
}

/** The sources that a source can be held against. */
export function comparableWith(source: string): string[] {
  const pairs = Object.keys(TOLERANCES).map((key) => key.split(' '));
  return pairs
    .filter((pair) => pair.includes(source))
    .map(([a, b]) => (a === source ? b : a) ?? '');
}

/**
 * Freight and insurance on the way: CIF over the value at the border of the exporter. Of US imports from Korea, Japan and China it was
 * 1.023 to 1.070 in the months from October 2024 to June 2026, and the IMF takes 1.06.
 */
const DEAREST_JOURNEY = 1.1;

/** The value as it is at the exporter's border. For US exports FAS and FOB are two names of one figure, which Census calls FAS. */
const AT_THE_BORDER: readonly Basis[] = ['FAS', 'FOB', 'customs value'];

/** Between which factors one basis may stand over another; undefined where they cannot be held against each other. */
export function factorsBetween(of: Basis, over: Basis): readonly [number, number] | undefined {
  const isSame = of === over || (AT_THE_BORDER.includes(of) && AT_THE_BORDER.includes(over));
  if (isSame) return [1, 1];
  if (of === 'CIF' && AT_THE_BORDER.includes(over)) return [1, DEAREST_JOURNEY];
  if (over === 'CIF' && AT_THE_BORDER.includes(of)) return [1 / DEAREST_JOURNEY, 1];
  return undefined;
}
