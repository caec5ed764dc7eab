import type { Big } from 'big.js';
import type { Alert } from './alert.ts';
import { contextWords } from './context-words.ts';
import { figure, periodName } from './figures-in-words.ts';
import { METRICS } from './metrics/catalogue.ts';
import type { MetricId } from './metrics/metric-id.ts';
import { frequencyOf } from './period.ts';
import { conditionText, isBalance, lineText, yearsText } from './threshold-in-words.ts';

/** Names short enough for a subject line. */
const SHORT_NAMES: Partial<Record<MetricId, string>> = {
  balance: 'balance',
  'balance-12m': '12-month balance',
  'balance-ytd': 'balance of the year to date',
  'effective-tariff-rate': 'effective tariff',
  'effective-tariff-rate-12m': '12-month effective tariff',
};

const FREQUENCY_WORDS = { M: 'monthly ', Q: 'quarterly ', A: 'annual ', P: '' } as const;

/** What happened, in one line, the news first: `US-KR: 12-month deficit $61.10bn in June 2026 crosses $60bn, widest …`. */
export function headline(alert: Alert): string {
  return `${alert.pair}: ${whatHappened(alert)}`;
}

function whatHappened(alert: Alert): string {
  const { reason, period, previous } = alert;
  const { name, value } = subjectOf(alert);
  const when = periodName(period);
  const line = conditionText(alert, alert.threshold.fires);
  const from = previous ? ` from ${amount(alert, previous.value)}` : '';
  switch (reason) {
    case 'crossed':
      return `${name} ${crossing(alert, value)}${contextClause(alert)}`;
    case 'cleared':
      return `${name} back at ${value} in ${when}, ${clearedSide(alert)}`;
    case 'crossed-on-revision':
      return `revision puts ${name} of ${when} at ${value}${from}, across ${line}`;
    case 'retracted':
      return `retracted: ${name} of ${when} revised${from} to ${value}, ${verdict(alert)}`;
    case 'late-fill':
      return `late figure puts ${name} of ${when} at ${value}, ${alert.firing ? 'across' : 'back from'} ${line}`;
    case 'rule-changed':
      return `line moved to ${line}: ${name} of ${when}, ${value}, is ${alert.firing ? 'now' : 'no longer'} across it`;
  }
}

function verdict({ firing, threshold }: Alert): string {
  if ('record' in threshold.fires) return 'no record any more';
  if ('changesBy' in threshold.fires) return 'no such change any more';
  return firing ? 'crossed later' : 'not across the line';
}

function crossing(alert: Alert, value: string): string {
  const { fires } = alert.threshold;
  const when = periodName(alert.period);
  if ('record' in fires) return `${value} in ${when}, a ${yearsText(fires.years)} record`;
  if ('changesBy' in fires) {
    const { against } = alert;
    return `${value} in ${when}${against ? `, was ${amount(alert, against)} when last told` : ''}`;
  }
  return `${value} in ${when} crosses ${conditionText(alert, fires)}`;
}

function subjectOf({ metric, period, value, unit }: Alert): { name: string; value: string } {
  const short = SHORT_NAMES[metric] ?? METRICS[metric].title.toLowerCase();
  const name = metric === 'balance' ? `${FREQUENCY_WORDS[frequencyOf(period)]}${short}` : short;
  if (!isBalance(metric)) return { name, value: figure(value, unit) };
  const side = value.lt(0) ? 'deficit' : 'surplus';
  return { name: name.replace('balance', side), value: figure(value.abs(), unit) };
}

/** The figure before, without the sign of a balance; with it where the sign is the news. */
function amount({ metric, unit, value }: Alert, before: Big): string {
  const sameSide = before.times(value).gte(0);
  return figure(isBalance(metric) && sameSide ? before.abs() : before, unit);
}

/** On which side of the clearing line a cleared value is. */
function clearedSide(alert: Alert): string {
  const { metric, value, threshold } = alert;
  const { fires, clears } = threshold;
  const at = clears === undefined ? conditionText(alert, fires) : lineText(alert, clears);
  if ('above' in fires) return `below ${at}`;
  return isBalance(metric) && value.lt(0) ? `narrower than ${at}` : `above ${at}`;
}

function contextClause({ metric, context, period, value }: Alert): string {
  return context && context.rank.of > 1
    ? `, ${contextWords(metric, { period, value }, context)}`
    : '';
}
