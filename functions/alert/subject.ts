import type { Alert } from '../../shared/domain/alert.ts';
import { revisionHeadline, sectionHeadline } from './section-text.ts';
import { revisionsIn, type Section } from './sections.ts';

/** SNS takes no subject of a hundred characters. */
const LONGEST = 99;

/** The news of the leading section, how much else there is, and that figures were restated where the news does not say so. */
export function subjectOf(lead: Section, alerts: readonly Alert[]): string {
  const pairs = new Set(alerts.map(({ pair }) => pair)).size;
  const isRevised = revisionsIn([lead.alerts[0]]).length > 0;
  const revisions = revisionsIn(alerts).length;
  // Of several, the headline speaks for all that the revision did to the rule; any other for one alert.
  const isRevision = isRevised && revisions > 1;
  const others = alerts.length - (isRevision ? revisionsIn(lead.alerts).length : 1);
  const notes = [
    ...(others > 0 ? [`+${others}`] : []),
    ...(pairs > 1 ? [`${pairs} pairs`] : []),
    ...(revisions > 0 && !isRevised ? ['revision'] : []),
  ];
  const suffix = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  const room = LONGEST - suffix.length;
  const news = isRevision ? revisionHeadline(lead, room) : sectionHeadline(lead, room);
  return shorten(toAscii(news), room) + suffix;
}

/** Accents fall away, and what is no printable ASCII after that. */
function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]/g, '');
}

/** Ends with a whole word: a figure that is cut is another figure. */
function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, room - 2);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,:;]$/, '')}...`;
}
