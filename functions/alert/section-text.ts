import type { Big } from 'big.js';
import { type Alert, releasesOf } from '../../shared/domain/alert.ts';
import {
  dayName,
  exactFigure,
  figure,
  instantName,
  periodName,
  spanName,
} from '../../shared/domain/figures-in-words.ts';
import { goodsName } from '../../shared/domain/goods-name.ts';
import { happening, restatement } from '../../shared/domain/headline.ts';
import { commodityOf, economyName, partnerOf, reporterOf } from '../../shared/domain/pair.ts';
import { comparePeriods, shift, stepsBetween } from '../../shared/domain/period.ts';
import { nameInHeadline, shortName } from '../../shared/domain/short-names.ts';
import { thresholdInWords } from '../../shared/domain/threshold-in-words.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import { contextInWords } from './context-in-words.ts';
import { mostChanged, revisionsIn, type Section } from './sections.ts';
import { row, wrap } from './wrap.ts';

const WHY: Record<Alert['reason'], string> = {
  crossed: 'new data; a new period was published',
  cleared: 'new data; a new period was published',
  'crossed-on-revision': 'revision; a period that had been judged before was restated',
  retracted:
    'revision; a period that had been judged before was restated, and an earlier alert no longer holds',
  'late-fill': 'late data; a period that had been missing was published',
  'rule-changed': 'edited rule; the line was moved, the figures did not change',
};

const ENDED_BY_REVISION =
  'revision; a period that had been judged before was restated, and ends a firing that was taken to go on';

/** Whether a restated period ended a firing that had begun before it, rather than taking back where one began. */
function endsFiring({ reason, since, period }: Alert): boolean {
  return reason === 'retracted' && since !== null && comparePeriods(since, period) < 0;
}

/** What a section says in a line: its alert, or what a revision did to the rule where it did more than one thing. */
export function sectionHeadline(section: Section, room = Number.POSITIVE_INFINITY): string {
  const [lead] = section.alerts;
  if (revisionsIn(section.alerts).length > 1) return revisionHeadline(section, room);
  const pair = `${lead.pair}: `;
  return pair + happening(lead, room - pair.length);
}

/** What a revision did to a rule, and the figure that it changed most: in the first wording that fits, or the shortest. */
export function revisionHeadline({ alerts }: Section, room = Number.POSITIVE_INFINITY): string {
  const revised = revisionsIn(alerts);
  const most = mostChanged(revised) ?? alerts[0];
  const name = nameInHeadline(most);
  const change = restatement(most);
  const wordings = [
    `${verdicts(revised, counted)} on ${name}, most changed: ${periodName(most.period)} ${change}`,
    `${verdicts(revised, counted)}, ${name} of ${periodName(most.period)} ${change}`,
    `${verdicts(revised, String)}, ${name} of ${most.period} ${change}`,
  ].map((wording) => `${most.pair}: revision ${wording}`);
  return wordings.find(({ length }) => length <= room) ?? wordings.at(-1) ?? '';
}

/** `retracts 3 alerts and raises 1 alert`. */
function verdicts(revised: readonly Alert[], count: (alerts: number) => string): string {
  const retracted = revised.filter(({ reason }) => reason === 'retracted').length;
  const raised = revised.length - retracted;
  return [
    ...(retracted > 0 ? [`retracts ${count(retracted)}`] : []),
    ...(raised > 0 ? [`raises ${count(raised)}`] : []),
  ].join(' and ');
}

export function counted(alerts: number): string {
  return alerts === 1 ? '1 alert' : `${alerts} alerts`;
}

/** The page of an alert. */
export function alertUrl({ id }: Pick<Alert, 'id'>, pageUrl: string): string {
  return `${pageUrl}/alerts/${encodeURIComponent(id)}`;
}

/** A section in full: what happened, the figures, the series, why, where from, and the pages to go on with. */
export function sectionText(section: Section, pageUrl: string): string {
  const [lead, ...others] = section.alerts;
  const isRevised = revisionsIn(section.alerts).length > 1;
  const heading = isRevised ? 'The revision changes for this rule, too:' : 'Also of this rule:';
  const lines = [
    ...wrap(sectionHeadline(section)),
    '',
    ...wrap(whatItIs(lead)),
    '',
    ...figures(lead),
    ...series(lead),
    '',
    ...provenance(lead),
    `  Alert: ${alertUrl(lead, pageUrl)}`,
    `  Pair: ${pageUrl}/pairs/${encodeURIComponent(lead.pair)}`,
    ...alsoTold(heading, others, pageUrl),
    ...alsoTold('On a year before:', section.yearOnYear, pageUrl),
  ];
  return lines.join('\n');
}

function whatItIs({ metric, pair, basis }: Alert): string {
  const [reporter, partner] = [economyName(reporterOf(pair)), economyName(partnerOf(pair))];
  const on = basis ? `; ${basis}` : '';
  const name = shortName(metric).replace('balance', 'trade balance');
  const goods = commodityOf(pair) ? `, ${goodsName(pair)}` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${reporter} (reporter) with ${partner}${goods}${on}`;
}

function figures(alert: Alert): string[] {
  const { period, value, unit, previous, against, threshold, reason } = alert;
  const context = contextInWords(alert);
  return [
    ...row(periodName(period), exactFigure(value, unit)),
    ...(previous ? row(previousName(alert), exactFigure(previous.value, unit)) : []),
    ...(previous ? row('Change', difference(value.minus(previous.value), unit)) : []),
    ...(against ? row('When last told', exactFigure(against, unit)) : []),
    ...(threshold.before ? row('Line before', thresholdInWords(alert, threshold.before)) : []),
    ...row(threshold.before ? 'Line now' : 'Line', thresholdInWords(alert, threshold)),
    ...(context ? row('Context', context) : []),
    ...(reason === 'cleared' || endsFiring(alert) ? firedFor(alert) : []),
  ];
}

function previousName({ previous, period }: Alert): string {
  if (previous?.period === period) return `${periodName(period)} as known before`;
  return previous ? periodName(previous.period) : '';
}

function difference(change: Big, unit: string): string {
  const text = exactFigure(change, unit).replace(/ %$/, ' percentage points');
  return change.gt(0) ? `+${text}` : text;
}

/** For how long it had been firing. */
function firedFor({ since, period, context }: Alert): string[] {
  if (!since) return [];
  const until = periodName(shift(period, -1));
  const span = spanName(stepsBetween(since, period), period);
  const range = since === shift(period, -1) ? until : `${periodName(since)} to ${until}`;
  const orMore = since === context?.recordSince ? ', or longer: the record begins there' : '';
  return row('Fired for', `${span}, ${range}${orMore}`);
}

/** The last periods of the judged series in a line, and how to read it. */
function series({ sparkline, unit }: Alert): string[] {
  // Two figures are told above.
  if (!sparkline || sparkline.text.length < 3) return [];
  const { text, from, to, low, high } = sparkline;
  const gaps = text.includes('·') ? '; a dot is a period without a figure' : '';
  return [
    '',
    `  ${text}`,
    ...wrap(
      `${periodName(from)} to ${periodName(to)}: low ${figure(low.value, unit)} in ${periodName(low.period)}, high ${figure(high.value, unit)} in ${periodName(high.period)}${gaps}`,
      '  ',
    ),
  ];
}

function provenance(alert: Alert): string[] {
  const { reason, rule, ruleVersion, severity, note, notes, inputs, knownAt } = alert;
  const sources = [...new Set(inputs.map(({ source }) => source))].sort();
  return [
    ...row('Why', endsFiring(alert) ? ENDED_BY_REVISION : WHY[reason]),
    ...row('Rule', `${rule}, version ${ruleVersion}, ${severity}`),
    ...(note ? row('Note', note) : []),
    ...distinct(notes).flatMap((text) => row('On the figures', text)),
    ...sources.flatMap((id) => row('Source', sourceName(id))),
    ...row('Release', releasesInWords(alert)),
    ...row('Vintage', instantName(knownAt)),
  ];
}

function sourceName(id: string): string {
  const title = providerOf(id)?.title;
  return title ? `${title} (${id})` : id;
}

/** When each source had what is told; with its name where there are several. */
function releasesInWords(alert: Alert): string {
  const releases = releasesOf(alert);
  if (releases.length === 0) return dayName(alert.knownAt);
  return releases
    .map(({ source, on }) => (releases.length > 1 ? `${dayName(on)} (${source})` : dayName(on)))
    .join(', ');
}

/** Without those that another one says as well. */
function distinct(notes: readonly string[]): string[] {
  return notes.filter((note) => notes.every((other) => other === note || !other.includes(note)));
}

function alsoTold(heading: string, alerts: readonly Alert[], pageUrl: string): string[] {
  if (alerts.length === 0) return [];
  const told = alerts.flatMap((alert) => [
    ...wrap(happening(alert), '  - ', '    '),
    `    ${alertUrl(alert, pageUrl)}`,
  ]);
  return ['', `  ${heading}`, ...told];
}
