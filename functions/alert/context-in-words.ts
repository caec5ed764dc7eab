import type { Alert } from '../../shared/domain/alert.ts';
import { contextWords, ordinal } from '../../shared/domain/context-words.ts';
import { periodName, spanName } from '../../shared/domain/figures-in-words.ts';
import { shift } from '../../shared/domain/period.ts';
import { isBalance } from '../../shared/domain/threshold-in-words.ts';

/**
 * What makes a value news, as it stood when the alert was raised: `widest deficit since September 2022 (2nd of 60 months on
 * record); it has widened for 3 months in a row`.
 */
export function contextInWords(alert: Alert): string | undefined {
  const { metric, period, value, context } = alert;
  if (!context || context.rank.of === 1) return undefined;
  const words = contextWords(metric, { period, value }, context, periodName);
  return `${words}${rankWords(alert)}${streakWords(alert)}`;
}

function rankWords({ context, period }: Alert): string {
  if (!context) return '';
  const { since, rank, direction } = context;
  const onRecord = `${spanName(rank.of, period)} on record`;
  if (since === null) return ` (${spanName(rank.of, period)})`;
  // Where the value just before was as extreme, the words have the rank already.
  if (since === shift(period, -1)) return '';
  return ` (${ordinal(rank.place)} ${direction} of ${onRecord})`;
}

function streakWords(alert: Alert): string {
  const { context, period } = alert;
  if (!context?.streak || context.streak.length < 2) return '';
  const { direction, length } = context.streak;
  return `; it has ${moved(alert, direction)} for ${spanName(length, period)} in a row`;
}

/** A balance widens or narrows, unless it has been on both sides of zero meanwhile. */
function moved({ metric, value, sparkline }: Alert, direction: 'rising' | 'falling'): string {
  const isOneSided = sparkline?.low.value.times(sparkline.high.value).gt(0) ?? false;
  if (!isBalance(metric) || !isOneSided) return direction === 'rising' ? 'risen' : 'fallen';
  return (direction === 'rising') === value.gt(0) ? 'widened' : 'narrowed';
}
