import { Big } from 'big.js';
import type { Alert } from './alert.ts';
import { line } from './figures-in-words.ts';
import type { MetricId } from './metrics/metric-id.ts';
import type { Condition } from './rule.ts';

type Threshold = Pick<Alert['threshold'], 'fires' | 'clears'>;

/** A balance is told as the deficit or surplus that it is, without its sign. */
export function isBalance(metric: MetricId): boolean {
  return metric === 'balance' || metric === 'balance-12m' || metric === 'balance-ytd';
}

/** A line as it stands in a headline: `10%`, `$60bn`. */
export function lineText({ metric, unit }: Pick<Alert, 'metric' | 'unit'>, at: number): string {
  const value = new Big(at);
  return line(isBalance(metric) ? value.abs() : value, unit);
}

/** What fires in a few words: `$60bn`, `a change of $5bn`, `the one-year record`. */
export function conditionText(of: Pick<Alert, 'metric' | 'unit'>, fires: Condition): string {
  if ('above' in fires) return lineText(of, fires.above);
  if ('below' in fires) return lineText(of, fires.below);
  if ('changesBy' in fires) return `a change of ${lineText(of, fires.changesBy)}`;
  return `the ${yearsText(fires.years)} record`;
}

function yearsText(years: number): string {
  return years === 1 ? 'one-year' : `${years}-year`;
}

/** The whole rule: `fires above 10%, clears below 9%`; `fires at a deficit wider than $60bn, clears narrower than $58bn`. */
export function thresholdInWords(
  of: Pick<Alert, 'metric' | 'unit'>,
  { fires, clears }: Threshold,
): string {
  if ('record' in fires) {
    const beyond = fires.record === 'high' ? 'higher' : 'lower';
    return `fires at a value ${beyond} than any of the ${fires.years === 1 ? 'year' : `${fires.years} years`} before`;
  }
  if ('changesBy' in fires) {
    return `fires on a change of ${lineText(of, fires.changesBy)} since it was last told`;
  }
  const isAbove = 'above' in fires;
  const at = isAbove ? fires.above : fires.below;
  const isDeficit = isBalance(of.metric) && at < 0;
  // Further below zero is a wider deficit.
  const [beyond, within] = sides(isAbove, isDeficit);
  const clearing = clears === undefined ? '' : `, clears ${within} ${lineText(of, clears)}`;
  return `fires ${isDeficit ? 'at a deficit ' : ''}${beyond} ${lineText(of, at)}${clearing}`;
}

function sides(isAbove: boolean, isDeficit: boolean): [beyond: string, within: string] {
  if (!isDeficit) return isAbove ? ['above', 'below'] : ['below', 'above'];
  return isAbove ? ['narrower than', 'wider than'] : ['wider than', 'narrower than'];
}
