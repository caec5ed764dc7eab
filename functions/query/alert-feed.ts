import type { Alert } from '../../shared/domain/alert.ts';
import { exactFigure, periodName } from '../../shared/domain/figures-in-words.ts';
import { headline } from '../../shared/domain/headline.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { economyName, partnerOf, reporterOf } from '../../shared/domain/pair.ts';
import { thresholdInWords } from '../../shared/domain/threshold-in-words.ts';
import type { AlertPage } from './alert-list.ts';
import { nameUuid } from './name-uuid.ts';

/** Before anything was ever told. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** A page of alerts as an Atom feed (RFC 4287), with links to the other pages (RFC 5005). `url` is the one that was asked. */
export function alertFeed({ alerts, next }: AlertPage, url: URL): string {
  const pageAt = (cursor: string | null): string => {
    const page = new URL(url);
    if (cursor) page.searchParams.set('cursor', cursor);
    else page.searchParams.delete('cursor');
    return page.href;
  };
  const pair = url.searchParams.get('pair');
  const about = pair ? ` of ${pair}` : '';
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>urn:uuid:${nameUuid(`alerts of ${url.host} ${pair}`)}</id>`,
    `<title>${xml(`Tidemark: alerts${about}`)}</title>`,
    `<updated>${alerts[0]?.alert.knownAt ?? NEVER}</updated>`,
    '<author><name>Tidemark</name></author>',
    link('self', url.href),
    link('first', pageAt(null)),
    ...(next ? [link('next', pageAt(next))] : []),
    ...alerts.map(({ alert }) => entry(alert, url.origin)),
    '</feed>\n',
  ].join('\n');
}

function entry(alert: Alert, origin: string): string {
  const { id, knownAt, pair, metric, severity, reason } = alert;
  return [
    '<entry>',
    `<id>urn:uuid:${nameUuid(id)}</id>`,
    `<title>${xml(headline(alert))}</title>`,
    // An alert is never changed; it is taken back by another one.
    `<updated>${knownAt}</updated>`,
    ...[pair, metric, severity, reason].map((term) => `<category term="${xml(term)}"/>`),
    link('alternate', `${origin}/alerts/${encodeURIComponent(id)}`, 'text/html'),
    link('alternate', `${origin}/v1/alerts/${encodeURIComponent(id)}`, 'application/json'),
    `<content type="text">${xml(content(alert))}</content>`,
    '</entry>',
  ].join('\n');
}

function content(alert: Alert): string {
  const { pair, metric, basis, unit, period, value, previous, threshold, note, notes } = alert;
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)].map(economyName);
  return [
    `${METRICS[metric].title}, ${reporter} with ${partner}, as reported by ${reporter} (${basis})`,
    `${periodName(period)}: ${exactFigure(value, unit)}`,
    ...(previous
      ? [`Before, ${periodName(previous.period)}: ${exactFigure(previous.value, unit)}`]
      : []),
    `Rule ${alert.rule}: ${thresholdInWords(alert, threshold)}`,
    ...(note ? [`Note: ${note}`] : []),
    ...notes.map((text) => `On the figures: ${text}`),
  ].join('\n');
}

function link(rel: string, href: string, type = 'application/atom+xml'): string {
  return `<link rel="${rel}" type="${type}" href="${xml(href)}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as content or attribute. XML 1.0 has no way to write a control character at all. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
