import { parseFeed } from '@rowanmanning/feed-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { alertFeed } from '../../../functions/query/alert-feed.ts';
import { alertAbout } from '../../support/alerts.ts';
import { alertsAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import {
  type AskedApp,
  givenSeveralReleases,
  queryOver,
  RESTATED_AT,
} from '../../support/query.ts';

const URL_ASKED = new URL('https://api.example/v1/alerts.atom?pair=XA-XB&limit=1&cursor=here');

function feedOf(told: Parameters<typeof alertAbout>[0] = {}, next: string | null = null): string {
  const alerts = [{ alert: alertAbout(told), delivery: { status: 'PENDING' as const } }];
  return alertFeed({ alerts, next }, URL_ASKED);
}

const linkIn = (feed: string, rel: string): string | undefined =>
  new RegExp(`<link rel="${rel}"[^>]* href="([^"]*)"`).exec(feed)?.[1];

describe('a feed of alerts', () => {
  it('is taken by a feed reader, with the news, its day and where it is told', () => {
    const feed = parseFeed(feedOf());

    expect(feed.meta).toEqual({ type: 'atom', version: '1.0' });
    expect(feed.toJSON()).toMatchObject({
      title: 'Tidemark: alerts of XA-XB',
      language: 'en',
      authors: [{ name: 'Tidemark' }],
      self: URL_ASKED.href,
    });
    expect(feed.updated).toEqual(new Date('2026-08-04T12:30:00Z'));
    const [item] = feed.items;
    expect(item?.title).toBe('XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026');
    expect(item?.updated).toEqual(new Date('2026-08-04T12:30:00Z'));
    expect(item?.url).toBe(`https://api.example/alerts/${alertAbout().id}`);
    expect(feedOf()).toContain(
      `<link rel="alternate" type="application/json" href="https://api.example/v1/alerts/${alertAbout().id}"/>`,
    );
    expect(item?.content).toContain('June 2026: -61,000,000,000 USD');
    expect(item?.content).toContain(
      'fires at a deficit wider than $60bn, clears narrower than $58bn',
    );
    expect(item?.categories.map(({ term }) => term)).toEqual([
      ...['XA-XB', 'balance-12m', 'warning', 'crossed'],
    ]);
  });

  it('gives an alert one id for ever, another alert another one, and the feed its own', () => {
    const idsIn = (feed: string) => [...feed.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id);
    const [ofFeed, ofAlert] = idsIn(feedOf());

    // Readers know an entry by it: it must not change with a version of this program.
    expect(ofAlert).toBe('urn:uuid:f6df0134-9abb-5c39-a7ba-2f4cc7c254ea');
    expect(idsIn(feedOf())).toEqual([ofFeed, ofAlert]);
    const others = idsIn(feedOf({ period: '2026-05' }));
    expect(others[0]).toBe(ofFeed);
    expect(others[1]).not.toBe(ofAlert);
    expect(ofFeed).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });

  it('leads to itself, to its first page and to the next, if there is one', () => {
    const feed = feedOf({}, 'there');
    const base = 'https://api.example/v1/alerts.atom?pair=XA-XB&amp;limit=1';

    expect(linkIn(feed, 'self')).toBe(`${base}&amp;cursor=here`);
    expect(linkIn(feed, 'first')).toBe(base);
    expect(linkIn(feed, 'next')).toBe(`${base}&amp;cursor=there`);
    expect(linkIn(feedOf(), 'next')).toBeUndefined();
  });

  it('is a feed also before anything was raised', () => {
    const feed = parseFeed(alertFeed({ alerts: [], next: null }, URL_ASKED));

    expect(feed.items).toEqual([]);
    expect(feed.updated).toEqual(new Date(0));
  });

  it('shows what an operator wrote as text, whatever that is', () => {
    const note = '<script>alert(1)</script> ]]> & "quotes" \u0000\u000b\ud800 é 🌊';
    const feed = feedOf({ note, basis: '<b>' });

    expect(feed).not.toMatch(/<script|<b>/);
    expect(feed.isWellFormed()).toBe(true);
    expect(parseFeed(feed).items[0]?.content).toContain(
      'Note: <script>alert(1)</script> ]]> & "quotes"  é 🌊',
    );
  });
});

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

describe('GET /v1/alerts.atom', () => {
  it('answers what GET /v1/alerts answers, page after page', async () => {
    const { alerts } = await query.whenAsked('/v1/alerts', alertsAnswer);
    const urls: (string | null)[] = [];
    let target: string | undefined = '/v1/alerts.atom?limit=4';
    while (target) {
      const response = await query.app.request(target);
      expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
      const text = await response.text();
      urls.push(...parseFeed(text).items.map(({ url }) => url));
      target = linkIn(text, 'next')?.replace('http://localhost', '').replaceAll('&amp;', '&');
    }

    expect(urls).toEqual(
      alerts.map(({ id }) => `http://localhost/alerts/${encodeURIComponent(id)}`),
    );
  });

  it('keeps to a pair and to what became known since', async () => {
    const response = await query.app.request(`/v1/alerts.atom?pair=XA-XB&since=${RESTATED_AT}`);
    expect(parseFeed(await response.text()).items).toHaveLength(1);
    expect((await query.whenRefused('/v1/alerts.atom?pair=US-KR')).status).toBe(404);
  });
});
