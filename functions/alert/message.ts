import type { Alert } from '../../shared/domain/alert.ts';
import { periodName } from '../../shared/domain/figures-in-words.ts';
import { restatement } from '../../shared/domain/headline.ts';
import type { Severity } from '../../shared/domain/rule.ts';
import { nameInHeadline } from '../../shared/domain/short-names.ts';
import { alertUrl, counted, sectionHeadline, sectionText } from './section-text.ts';
import {
  compareWeight,
  highest,
  leadOf,
  mostChanged,
  revisionsIn,
  type Section,
  sectionsOf,
} from './sections.ts';
import { subjectOf } from './subject.ts';
import { wrap } from './wrap.ts';

/** What goes to SNS: one message for a pair, or one digest for several. */
export interface Message {
  /** ASCII, one line, at most 99 characters: SNS refuses anything else. */
  readonly subject: string;
  readonly text: string;
  /** The gravest of its alerts. */
  readonly severity: Severity;
}

/** What is told in full; after that headlines, and after those a count. SNS takes 256 KB, of which a reader wants none. */
const FULL_BYTES = 60_000;
const LONGEST_BYTES = 120_000;
const CONTENTS = 50;

const RULER = '-'.repeat(40);

/** One message out of all alerts of a batch. `pageUrl` has no trailing slash. */
export function messageOf(alerts: readonly [Alert, ...Alert[]], pageUrl: string): Message {
  const sections = sectionsOf(alerts);
  const parts = [
    ...contents(sections),
    ...revisionSummary(sections.flatMap((section) => [...section.alerts, ...section.yearOnYear])),
    ...bodyOf(sections, alerts, pageUrl),
    footer(pageUrl),
  ];
  return {
    subject: subjectOf(leadOf(sections), alerts),
    text: `${parts.join('\n\n')}\n`,
    severity: highest(alerts),
  };
}

/** A headline a pair, where there are several. */
function contents(sections: readonly Section[]): string[] {
  const byPair = [...Map.groupBy(sections, ({ alerts: [lead] }) => lead.pair).values()];
  if (byPair.length < 2) return [];
  const lines = byPair.slice(0, CONTENTS).flatMap(([first, ...others]) => {
    if (!first) return [];
    const more = [first, ...others].reduce((sum, section) => sum + countOf(section), 0) - 1;
    return wrap(`${sectionHeadline(first)}${more > 0 ? ` (+${more})` : ''}`, '  ', '    ');
  });
  const left = byPair.length - CONTENTS;
  const rest = left > 0 ? [`  and of ${left} pairs more`] : [];
  return [[`${byPair.length} pairs in this digest:`, '', ...lines, ...rest].join('\n')];
}

/** Tells restated figures from new ones, and which moved most, where several alerts came of a revision. */
function revisionSummary(alerts: readonly Alert[]): string[] {
  const revised = revisionsIn(alerts);
  const most = mostChanged(revised);
  if (revised.length < 2 || !most) return [];
  const share =
    revised.length === alerts.length
      ? `All ${alerts.length} alerts come`
      : `${revised.length} of ${alerts.length} alerts come`;
  const moved = `${most.pair} ${nameInHeadline(most)} of ${periodName(most.period)}, ${restatement(most)}`;
  return [
    wrap(
      `Revision: ${share} of restated figures, not of a new period. Changed most: ${moved}.`,
    ).join('\n'),
  ];
}

/** The weightiest sections in full as far as there is room, then headlines, then how many are left. */
function bodyOf(
  sections: readonly [Section, ...Section[]],
  alerts: readonly [Alert, ...Alert[]],
  pageUrl: string,
): string[] {
  const full = new Map<Section, string>();
  const brief: Section[] = [];
  let bytes = 0;
  for (const section of [...sections].sort(compareWeight)) {
    const text = sectionText(section, pageUrl);
    bytes += Buffer.byteLength(text);
    if (bytes <= FULL_BYTES) full.set(section, text);
    else brief.push(section);
  }
  const shown = sections.flatMap((section) => full.get(section) ?? []);
  const parts = shown.flatMap((text, index) => (index === 0 ? [text] : [RULER, text]));
  return brief.length > 0 ? [...parts, RULER, briefly(brief, alerts, pageUrl)] : parts;
}

function briefly(
  sections: readonly Section[],
  alerts: readonly [Alert, ...Alert[]],
  pageUrl: string,
): string {
  const lines = ['In brief:'];
  let bytes = FULL_BYTES;
  let left = 0;
  for (const section of sections) {
    const more = countOf(section) - 1;
    const told = [
      ...wrap(`${sectionHeadline(section)}${more > 0 ? ` (+${more})` : ''}`, '  ', '    '),
      `    ${alertUrl(section.alerts[0], pageUrl)}`,
    ];
    bytes += Buffer.byteLength(told.join('\n'));
    if (bytes <= LONGEST_BYTES) lines.push(...told);
    else left += countOf(section);
  }
  if (left === 0) return lines.join('\n');
  const since = alerts.map(({ knownAt }) => knownAt).sort()[0];
  const all = `${pageUrl}/v1/alerts?since=${since}&limit=200`;
  return [...lines, '', `And ${counted(left)} more: ${all}`].join('\n');
}

function countOf({ alerts, yearOnYear }: Section): number {
  return alerts.length + yearOnYear.length;
}

/** SNS puts a link of its own under every mail; opened alone it may ask for a login, which its reader has not. */
function footer(pageUrl: string): string {
  return [
    '--',
    `Tidemark. Every vintage of every number: ${pageUrl}`,
    'To stop these mails, paste the unsubscribe link below into',
    `${pageUrl}/#stop`,
    'To change what you are sent, stop them and subscribe anew.',
  ].join('\n');
}
