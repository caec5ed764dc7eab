import { Big } from 'big.js';
import type { Alert } from '../../shared/domain/alert.ts';
import { contextWords } from '../../shared/domain/context-words.ts';
import { figure, line, periodName } from '../../shared/domain/figures-in-words.ts';
import { METRICS, type MetricId } from '../../shared/domain/metrics/catalogue.ts';
import type { Condition } from '../../shared/domain/rule.ts';

/** Names short enough for a subject line. */
const SHORT_NAMES: Partial<Record<MetricId, string>> = {
  balance: 'monthly balance',
  'balance-12m': '12-month balance',
  'balance-ytd': 'balance of the year to date',
  'effective-tariff-rate': 'effective tariff',
  'effective-tariff-rate-12m': '12-month effective tariff',
};

/** What happened, in one line, the news first: `US-KR: 12-month deficit $61.10bn crosses $60bn, widest on record ...`. */
export function headline(alert: Alert): string {
  return `${alert.pair}: ${whatHappened(alert)}`;
}

function whatHappened(alert: Alert): string {
  const { reason, period, previous, unit } = alert;
  const { name, value } = subjectOf(alert);
  const when = periodName(period);
  const from = previous ? ` from ${amount(alert, previous.value)}` : '';
  switch (reason) {
    case 'crossed':
      return `${name} ${crossing(alert, value)}${contextClause(alert)}`;
    case 'cleared':
      return `${name} back at ${value} in ${when}, ${side(alert)} ${clearingLine(alert)}`;
    case 'crossed-on-revision':
      return `revision puts ${name} of ${when} at ${value}${from}, across ${firingLine(alert)}`;
    case 'retracted':
      return `retracted: ${name} of ${when} revised${from} to ${value}, ${verdict(alert)}`;
    case 'late-fill':
      return `late figure puts ${name} of ${when} at ${value}, ${alert.firing ? 'across' : 'back from'} ${firingLine(alert)}`;
    case 'rule-changed':
      return `line moved to ${firingLine(alert)}: ${name} ${figure(alert.value, unit)} in ${when}, ${alert.firing ? 'now across it' : 'no longer across it'}`;
  }
}

function verdict({ firing, threshold }: Alert): string {
  if ('record' in threshold.fires) return 'no record any more';
  return firing ? 'crossed later' : 'no longer across the line';
}

function crossing(alert: Alert, value: string): string {
  const { fires } = alert.threshold;
  const when = periodName(alert.period);
  if ('record' in fires) return `${value} in ${when}, a ${yearsOf(fires.years)} record`;
  if ('changesBy' in fires) {
    const { against } = alert;
    return `${value} in ${when}${against ? `, was ${amount(alert, against)} when last told` : ''}`;
  }
  return `${value} in ${when} crosses ${firingLine(alert)}`;
}

function yearsOf(years: number): string {
  return years === 1 ? 'one-year' : `${years}-year`;
}

/** A balance is told as the deficit or surplus that it is, without its sign. */
function subjectOf({ metric, value, unit }: Alert): { name: string; value: string } {
  const name = SHORT_NAMES[metric] ?? METRICS[metric].title.toLowerCase();
  if (!isBalance(metric)) return { name, value: figure(value, unit) };
  const side = value.lt(0) ? 'deficit' : 'surplus';
  return { name: name.replace('balance', side), value: figure(value.abs(), unit) };
}

function amount({ metric, unit }: Alert, value: Big): string {
  return figure(isBalance(metric) ? value.abs() : value, unit);
}

function isBalance(metric: MetricId): boolean {
  return metric === 'balance' || metric === 'balance-12m' || metric === 'balance-ytd';
}

function firingLine(alert: Alert): string {
  return thresholdText(alert, alert.threshold.fires);
}

function clearingLine(alert: Alert): string {
  const { clears, fires } = alert.threshold;
  if (clears === undefined) return thresholdText(alert, fires);
  return lineText(alert, clears);
}

function thresholdText(alert: Alert, fires: Condition): string {
  if ('above' in fires) return lineText(alert, fires.above);
  if ('below' in fires) return lineText(alert, fires.below);
  if ('changesBy' in fires) return `a change of ${lineText(alert, fires.changesBy)}`;
  return `the ${yearsOf(fires.years)} record`;
}

function lineText({ metric, unit }: Alert, threshold: number): string {
  const value = new Big(threshold);
  return line(isBalance(metric) ? value.abs() : value, unit);
}

/** On which side of the line a cleared value is; a deficit narrows. */
function side({ metric, threshold, value }: Alert): string {
  const inside = isBalance(metric) && value.lt(0) ? 'narrower than' : 'below';
  if ('above' in threshold.fires) return 'below';
  return inside === 'below' ? 'above' : inside;
}

function contextClause({ metric, context, period, value }: Alert): string {
  return context && context.rank.of > 1
    ? `, ${contextWords(metric, { period, value }, context)}`
    : '';
}
