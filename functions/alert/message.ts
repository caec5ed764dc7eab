import type { Alert } from '../../shared/domain/alert.ts';
import { contextWords } from '../../shared/domain/context-words.ts';
import { exactFigure, periodName } from '../../shared/domain/figures-in-words.ts';
import { headline } from '../../shared/domain/headline.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { economyName, partnerOf, reporterOf } from '../../shared/domain/pair.ts';
import { SEVERITIES, type Severity } from '../../shared/domain/rule.ts';
import { thresholdInWords } from '../../shared/domain/threshold-in-words.ts';

/** What goes to SNS: one message for a pair, or one digest for several. */
export interface Message {
  /** ASCII, one line, at most 99 characters: SNS refuses anything else. */
  readonly subject: string;
  readonly text: string;
  /** The gravest of its alerts. */
  readonly severity: Severity;
}

const LONGEST_SUBJECT = 99;

const WHY: Record<Alert['reason'], string> = {
  crossed: 'a new period was published',
  cleared: 'a new period was published',
  'crossed-on-revision': 'a period that had been judged before was restated',
  retracted:
    'a period that had been judged before was restated, and an earlier alert no longer holds',
  'late-fill': 'a period that had been missing was published late',
  'rule-changed': 'the rule was edited; the figures did not change',
};

/** One message out of all alerts of a batch. `pageUrl` has no trailing slash. */
export function messageOf(alerts: readonly [Alert, ...Alert[]], pageUrl: string): Message {
  const pairs = [...new Set(alerts.map(({ pair }) => pair))];
  const body = alerts.map((alert) => section(alert, pageUrl)).join('\n\n');
  return {
    subject: subjectLine(alerts, pairs),
    text: `${body}\n\n--\nTidemark. Every vintage of every number: ${pageUrl}\n`,
    severity: highest(alerts.map(({ severity }) => severity)),
  };
}

function subjectLine(alerts: readonly [Alert, ...Alert[]], pairs: readonly string[]): string {
  const [first] = [...alerts].sort((a, b) => weight(b) - weight(a));
  const news = headline(first ?? alerts[0]);
  const others = alerts.length - 1;
  const more = pairs.length > 1 ? ` (+${others}, ${pairs.length} pairs)` : ` (+${others})`;
  return shorten(toAscii(news), others > 0 ? more : '');
}

/** The gravest alert leads; among equals, what was taken back before what is new. */
function weight({ severity, reason }: Alert): number {
  return SEVERITIES.indexOf(severity) * 2 + Number(reason === 'retracted');
}

function section(alert: Alert, pageUrl: string): string {
  const { pair, metric, unit, period, value, previous, knownAt, note, since, inputs } = alert;
  const sources = [...new Set(inputs.map(({ source }) => source))].join(', ');
  const names = `${economyName(reporterOf(pair))} with ${economyName(partnerOf(pair))}`;
  const rows = [
    headline(alert),
    '',
    `${METRICS[metric].title}, ${names}, as reported by ${economyName(reporterOf(pair))} (${alert.basis})`,
    `  ${periodName(period)}: ${exactFigure(value, unit)}`,
    ...(previous ? [`  ${previousWords(alert)}: ${exactFigure(previous.value, unit)}`] : []),
    `  Rule: ${thresholdWords(alert)}`,
    ...(alert.context
      ? [`  Context: ${contextWords(metric, { period, value }, alert.context)}`]
      : []),
    ...(alert.reason === 'cleared' && since
      ? [`  It had been firing since ${periodName(since)}`]
      : []),
    '',
    `Why: ${WHY[alert.reason]}.`,
    ...(note ? [`Note: ${note}`] : []),
    ...alert.notes.map((text) => `On the figures: ${text}`),
    `Source: ${sources}, as known on ${knownAt.replace('T', ' ').replace('.000Z', ' UTC')}`,
    `Details: ${pageUrl}/v1/alerts/${encodeURIComponent(alert.id)}`,
  ];
  return rows.join('\n');
}

function previousWords({ previous, period }: Alert): string {
  if (previous?.period === period) return `${periodName(period)} as it was known before`;
  return previous ? periodName(previous.period) : '';
}

function thresholdWords(alert: Alert): string {
  const { threshold, rule, ruleVersion } = alert;
  const { before } = threshold;
  const old = before ? `; before: ${thresholdInWords(alert, before)}` : '';
  return `${thresholdInWords(alert, threshold)}${old} (rule ${rule}, version ${ruleVersion})`;
}

function highest(severities: readonly Severity[]): Severity {
  return SEVERITIES.findLast((severity) => severities.includes(severity)) ?? 'info';
}

/** Accents fall away, and what is no printable ASCII after that. */
function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]/g, '');
}

function shorten(text: string, suffix: string): string {
  const room = LONGEST_SUBJECT - suffix.length;
  return (text.length <= room ? text : `${text.slice(0, room - 3).trimEnd()}...`) + suffix;
}
