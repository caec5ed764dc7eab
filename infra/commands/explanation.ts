import {
  dayName,
  exactFigure,
  instantName,
  periodName,
} from '../../shared/domain/figures-in-words.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { FORMULA_VERSION } from '../../shared/domain/metrics/formula-version.ts';
import type { MetricValue } from '../../shared/domain/metrics/metric.ts';
import type { Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import { thresholdInWords } from '../../shared/domain/threshold-in-words.ts';
import type { AlertAnswer } from './alert-answer.ts';
import type { Recomputation } from './recomputation.ts';

/** An alert, all that went into its number, and whether it can be had again, for a terminal. */
export function explanation(alert: AlertAnswer, found: Recomputation): string {
  const { title, definition } = METRICS[alert.metric];
  return [
    ...aligned(told(alert)),
    '',
    'What went in',
    ...table(found.then.inputs),
    '',
    `Formula of ${alert.metric}, version ${FORMULA_VERSION} (${title})`,
    `  ${definition}`,
    '',
    `Recomputed as known at ${alert.vintage}`,
    `  ${periodName(alert.period)}: ${outcomeText(found.then, alert)}`,
    ...(found.disagreements.length === 0
      ? ['  It agrees with what was told.']
      : ['  IT DOES NOT AGREE:', ...found.disagreements.map((text) => `  - ${text}`)]),
    '',
    ...since(alert, found),
    '',
  ].join('\n');
}

function told(alert: AlertAnswer): [label: string, text: string][] {
  const { threshold, previous, against, unit } = alert;
  return [
    ['Alert', alert.id],
    ['Reason', alert.reason],
    ['Rule', `${alert.rule}, version ${alert.ruleVersion}, ${alert.severity}`],
    ['Line', thresholdInWords(alert, threshold)],
    ...row('Line before', threshold.before && thresholdInWords(alert, threshold.before)),
    ['Value', `${periodName(alert.period)}: ${exactFigure(alert.value, unit)}`],
    ...row(
      'Before',
      previous && `${periodName(previous.period)}: ${exactFigure(previous.value, unit)}`,
    ),
    ...row('When last told', against && exactFigure(against, unit)),
    ['Basis', alert.basis],
    ...alert.releases.map(({ source, on }): [string, string] => [
      'Release',
      `${dayName(on)}, ${source}`,
    ]),
    ['Vintage', instantName(alert.vintage)],
  ];
}

function row(label: string, text: string | null | undefined): [string, string][] {
  return text ? [[label, text]] : [];
}

/** What became of it since: nothing, restated inputs that leave the value as it was, or another value. */
function since(alert: AlertAnswer, { then, now, later }: Recomputation): string[] {
  if (later.length === 0) return ['Since then none of what went in has been restated.'];
  const before = outcomeText(then, alert);
  const after = outcomeText(now, alert);
  const verdict =
    before === after ? `is ${after} still` : `was ${before} then and is ${after} today`;
  return [
    `Since then what went in has been restated: the value of ${periodName(alert.period)} ${verdict}.`,
    ...table(later),
  ];
}

function outcomeText({ outcome }: MetricValue, { unit }: AlertAnswer): string {
  return outcome.value === null ? `no value (${outcome.reason})` : exactFigure(outcome.value, unit);
}

function table(vintages: readonly Vintage[]): string[] {
  const rows = [...vintages]
    .sort((a, b) => comparePeriods(a.period, b.period) || (a.indicator < b.indicator ? -1 : 1))
    .map(({ period, indicator, value, unit, print, knownAt, source, run }) => [
      period,
      indicator,
      exactFigure(value, unit),
      String(print),
      knownAt,
      source,
      run,
    ]);
  return aligned(
    [['period', 'indicator', 'value', 'print', 'known since', 'source', 'run'], ...rows],
    '  ',
  );
}

function aligned(rows: readonly (readonly string[])[], indent = ''): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    `${indent}${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
