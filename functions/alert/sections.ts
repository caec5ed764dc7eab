import type { Alert } from '../../shared/domain/alert.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import { SEVERITIES, type Severity } from '../../shared/domain/rule.ts';
import { isYearOnYear } from '../../shared/domain/short-names.ts';

/** What a mail tells of a rule: the alert that leads, the others that the rule raised with it, and what is folded under it. */
export interface Section {
  /** Of one rule, the weightiest first. */
  readonly alerts: readonly [Alert, ...Alert[]];
  /** Changes on a year before, of the same pair: they say again what a level says. */
  readonly yearOnYear: readonly Alert[];
}

type Alerts = readonly [Alert, ...Alert[]];

/** Taken back is what a reader may have acted on; a firing that ended can wait. */
const ORDER = ['taken back', 'new', 'cleared'] as const;
type Kind = (typeof ORDER)[number];

/**
 * The sections of a mail. Pairs follow one another by their weightiest section, and by name where that is alike; within a pair the
 * gravest comes first, then what was taken back, then what is new, then what cleared.
 */
export function sectionsOf(alerts: Alerts): readonly [Section, ...Section[]] {
  const pairs = [...Map.groupBy(alerts, ({ pair }) => pair).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ofPair]) => sectionsOfPair(ofPair))
    .sort(([a], [b]) => (a && b ? compareWeight(a, b) : 0));
  const [first, ...others] = pairs.flat();
  return [first ?? { alerts, yearOnYear: [] }, ...others];
}

function sectionsOfPair(ofPair: readonly Alert[]): Section[] {
  const rules = [...Map.groupBy(ofPair, ({ rule }) => rule).values()].flatMap(ordered);
  const levels = rules.filter(([lead]) => !isYearOnYear(lead)).sort(compareRules);
  const changes = rules.filter(([lead]) => isYearOnYear(lead)).sort(compareRules);
  const [level, ...others] = levels;
  if (!level) return changes.map((alerts) => ({ alerts, yearOnYear: [] }));
  return [
    { alerts: level, yearOnYear: changes.flat() },
    ...others.map((alerts) => ({ alerts, yearOnYear: [] })),
  ];
}

/** The section that the mail is named after: the weightiest, and of those that were taken back the one that changed most. */
export function leadOf(sections: readonly [Section, ...Section[]]): Section {
  const [first] = sections;
  const alike = sections.filter((section) => compareWeight(section, first) === 0);
  if (kindOf(first.alerts[0]) !== 'taken back') return first;
  return alike.reduce((most, section) =>
    changeOf(section.alerts[0]) > changeOf(most.alerts[0]) ? section : most,
  );
}

/** The alerts that came of restated figures. */
export function revisionsIn(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(({ reason }) => reason === 'retracted' || reason === 'crossed-on-revision');
}

/** The one whose figure was changed most, beside the line it is held against. */
export function mostChanged(alerts: readonly Alert[]): Alert | undefined {
  const [first, ...others] = alerts;
  return others.reduce((most, alert) => {
    return most && changeOf(alert) > changeOf(most) ? alert : most;
  }, first);
}

function severityOf({ alerts, yearOnYear }: Section): Severity {
  return highest([...alerts, ...yearOnYear]);
}

export function highest(alerts: readonly Alert[]): Severity {
  return SEVERITIES.findLast((one) => alerts.some(({ severity }) => severity === one)) ?? 'info';
}

/** Negative where the first goes before the second. */
export function compareWeight(a: Section, b: Section): number {
  const graver = SEVERITIES.indexOf(severityOf(b)) - SEVERITIES.indexOf(severityOf(a));
  return graver || orderOf(a.alerts[0]) - orderOf(b.alerts[0]);
}

function ordered(ofRule: readonly Alert[]): Alerts[] {
  const [first, ...others] = [...ofRule].sort(compareAlerts);
  return first ? [[first, ...others]] : [];
}

/** Of one rule: by kind, the largest change first, then the newest period; ids tell the rest, so that the order is always the same. */
function compareAlerts(a: Alert, b: Alert): number {
  return (
    orderOf(a) - orderOf(b) ||
    changeOf(b) - changeOf(a) ||
    comparePeriods(b.period, a.period) ||
    (a.id < b.id ? -1 : 1)
  );
}

function compareRules([a]: Alerts, [b]: Alerts): number {
  const asSections = compareWeight(
    { alerts: [a], yearOnYear: [] },
    { alerts: [b], yearOnYear: [] },
  );
  return asSections || (a.rule < b.rule ? -1 : 1);
}

function orderOf(alert: Alert): number {
  return ORDER.indexOf(kindOf(alert));
}

/** A late figure or an edited rule after which nothing is firing has ended a firing. */
function kindOf({ reason, firing, threshold }: Alert): Kind {
  if (reason === 'retracted') return 'taken back';
  if (reason === 'cleared') return 'cleared';
  const isEvent = 'changesBy' in threshold.fires && reason === 'rule-changed';
  const endsFiring = (reason === 'late-fill' || reason === 'rule-changed') && !firing;
  return endsFiring && !isEvent ? 'cleared' : 'new';
}

/** How far a restatement moved a figure, as a share of the line of its rule, or of the figure where the rule has none. */
function changeOf({ reason, value, previous, threshold: { fires } }: Alert): number {
  if (!previous || (reason !== 'retracted' && reason !== 'crossed-on-revision')) return 0;
  const change = value.minus(previous.value).abs().toNumber();
  const line = Math.abs(lineOf(fires) ?? previous.value.toNumber());
  return line === 0 ? change : change / line;
}

function lineOf(fires: Alert['threshold']['fires']): number | undefined {
  if ('above' in fires) return fires.above;
  if ('below' in fires) return fires.below;
  return 'changesBy' in fires ? fires.changesBy : undefined;
}
