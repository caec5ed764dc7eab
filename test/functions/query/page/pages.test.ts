import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../../functions/query/app.ts';
import { chartOf } from '../../../../functions/query/charts/chart.ts';
import { readPairHistory } from '../../../../functions/query/pair-history.ts';
import { pair } from '../../../../shared/domain/pair.ts';
import { createLogger } from '../../../../shared/platform/logger.ts';
import { alertsAnswer, historyAnswer } from '../../../support/answers.ts';
import { embeddedDatabase, type TestTable } from '../../../support/embedded-database.ts';
import { allowedBy, expectOnlyWhatIsAllowed, whenPageIsAsked } from '../../../support/pages.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../../support/query.ts';

const database = embeddedDatabase();
const NOW = new Date('2025-09-10T12:00:00Z');
let table: TestTable;
let query: AskedApp;
let retraction: string;
beforeAll(async () => {
  table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table, () => NOW);
  const { alerts } = await query.whenAsked('/v1/alerts', alertsAnswer);
  retraction = alerts.find(({ reason }) => reason === 'retracted')?.id ?? '';
});

const PAGES = ['/', '/pairs/XA-XB', '/pairs/XB-XC', '/pairs/XA-XB?asOf=2025-08-01', '/pairs/XX-YY'];

describe('every page', () => {
  it.each(PAGES)(
    '%s loads nothing but itself, sets no cookie and cannot be framed',
    async (path) => {
      const page = await whenPageIsAsked(query, path);

      expectOnlyWhatIsAllowed(page);
      expect(allowedBy(page.headers, 'default-src')).toBe("'none'");
      expect(allowedBy(page.headers, 'frame-ancestors')).toBe("'none'");
      expect(allowedBy(page.headers, 'form-action')).toBe("'self'");
      expect(page.headers.get('set-cookie')).toBeNull();
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.html).not.toMatch(/(src|href)="(https?:)?\/\//);
    },
  );

  it.each(PAGES)('%s is a document in English with one heading of the first rank', async (path) => {
    const { html, headers } = await whenPageIsAsked(query, path);

    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.replace(/<script>.*<\/script>/s, '')).not.toMatch(/\bundefined\b|\[object|NaN/);
  });
});

describe('the front page', () => {
  it('tells the newest alerts first, and each pair with its balance, change, rules and freshness', async () => {
    const { words } = await whenPageIsAsked(query, '/');

    expect(words).toMatch(
      /What changed info · 1 September 2025 · .* Retracted: monthly deficit of February 2025/,
    );
    expect(words).toContain(
      'Deficit $80 in June 2025 January 2025 June 2025 $60 wider than in May 2025',
    );
    expect(words).toContain(
      'Trade balance: firing since June 2025. Fires at a deficit wider than $50',
    );
    expect(words).toContain('U.S. Census Bureau: to June 2025, released 1 September 2025.');
  });

  it('says of a pair without figures why there are none', async () => {
    const { words } = await whenPageIsAsked(query, '/');

    expect(words).toMatch(
      /No figures yet U\.S\. Census Bureau, International Trade in Goods figures to June/,
    );
  });

  it('says so before anything was deployed', async () => {
    const empty = queryOver(await database.freshTable());
    const { status, words } = await whenPageIsAsked(empty, '/');

    expect(status).toBe(200);
    expect(words).toContain('No pair is watched yet');
    expect(words).toContain('Nothing has been told yet');
  });
});

describe('the page of a pair', () => {
  it('has every figure of each chart in a table, with its first print where it was restated', async () => {
    const { words } = await whenPageIsAsked(query, '/pairs/XA-XB');

    expect(words).toContain('Period US dollars First printed as Known since Alert');
    expect(words).toContain('February 2025 −30 −80 (5 April 2025) 1 September 2025');
    expect(words).toContain('June 2025 −80 5 August 2025 crossed');
  });

  it('computes from the vintages what the API answers from what was stored', async () => {
    for (const metric of ['balance', 'cover-ratio', 'balance-ytd'] as const) {
      for (const frequency of ['M', 'A'] as const) {
        const path = `/v1/pairs/XA-XB/metrics/${metric}?frequency=${frequency}`;
        const { values } = await query.whenAsked(path, historyAnswer);
        const { curves } = chartOf(await readPairHistory(table, pair('XA-XB'), undefined), metric, {
          frequency,
        });
        const drawn = (curves[0]?.readings ?? []).map(({ period, value, knownAt }) => ({
          period,
          value: value?.toNumber(),
          vintage: knownAt,
        }));

        expect(drawn, path).toEqual(values);
      }
    }
  });

  it('draws years beside months, each from its own source', async () => {
    const { words } = await whenPageIsAsked(query, '/pairs/XA-XB');

    expect(words).toContain('Trade balance by month');
    expect(words).toContain('Trade balance by year');
    expect(words).toContain('United Nations, UN Comtrade Database');
  });

  it('says what a number means, and offers it to programs', async () => {
    const { html, words } = await whenPageIsAsked(query, '/pairs/XA-XB');

    expect(words).toContain('Exports less imports of goods, both as the reporter states them');
    expect(html).toContain('href="/v1/pairs/XA-XB/metrics/balance?frequency=M&amp;format=csv"');
    expect(html).toContain('href="/charts/XA-XB/balance.svg?frequency=M"');
    expect(html).toContain('href="/v1/pairs/XA-XB/observations/exports?format=csv"');
  });

  it('is turned back in time as a whole: figures, alerts and rules', async () => {
    const now = await whenPageIsAsked(query, '/pairs/XA-XB');
    const then = await whenPageIsAsked(query, '/pairs/XA-XB?asOf=2025-04-30');

    expect(now.words).not.toContain('as it was known on 30');
    expect(then.words).toContain('Everything here is as it was known on 30 April 2025');
    expect(then.words).toContain('Deficit of $80 in February 2025');
    expect(then.words).not.toMatch(/May 2025|June 2025|Retracted|First printed/);
    expect(then.words).toContain('Trade balance: firing since February 2025.');
    expect(then.html).toContain('asOf=2025-04-30T23%3A59%3A59.999Z');
    expect(then.words).not.toContain('Alerts by mail');
  });

  it('says so as of a day on which nothing was known, and of a rule that had not been written', async () => {
    const { status, words } = await whenPageIsAsked(query, '/pairs/XA-XB?asOf=2020-01-01');

    expect(status).toBe(200);
    expect(words).toContain('Nothing was known of this pair on that day');
    expect(words).toContain('No rule watches this pair');
  });

  it('takes a form without a day for now', async () => {
    const { status, words } = await whenPageIsAsked(query, '/pairs/XA-XB?asOf=');

    expect(status).toBe(200);
    expect(words).not.toContain('Everything here is as it was known');
  });

  it('offers no subscription where the API takes none', async () => {
    const closed = createApp({
      ...{ table, now: () => NOW, log: createLogger(() => {}) },
      offers: { ruleWrites: 'signed', subscriptions: 'closed' },
    });

    expect((await whenPageIsAsked(query, '/')).words).toContain('Alerts by mail');
    for (const path of ['/', '/pairs/XA-XB']) {
      expect((await whenPageIsAsked({ app: closed }, path)).words).not.toContain('Alerts by mail');
    }
  });

  it('names, for who has no script, the command that a form would be', async () => {
    const { html } = await whenPageIsAsked(query, '/pairs/XA-XB');
    const [, noscript = ''] = /<noscript>(.*?)<\/noscript>/s.exec(html) ?? [];

    expect(noscript).toContain('curl -X POST http://localhost/v1/rules/preview');
    expect(html.match(/<form class="panel" hidden/g)).toHaveLength(4);
  });
});

describe('the page of an alert', () => {
  it('tells the figure, the one before, the rule, why, and the vintages it rests on', async () => {
    const { words, html } = await whenPageIsAsked(query, `/alerts/${retraction}`);

    expect(words).toContain('Why: a period that had been judged before was restated');
    expect(words).toContain('February 2025 −30 US dollars');
    expect(words).toContain('February 2025, as known before −80 US dollars');
    expect(words).toContain('fires at a deficit wider than $50 (xa-xb-deficit, version 1)');
    expect(words).toContain(
      'February 2025 imports 130 US dollars 1 September 2025 us-census, run-7',
    );
    expect(html).toContain(
      '/v1/pairs/XA-XB/metrics/balance?from=2025-02&amp;to=2025-02&amp;asOf=2025-09-01',
    );
    expect(html).toContain(
      'src="/charts/XA-XB/balance.svg?frequency=M&amp;asOf=2025-09-01T12%3A00%3A00.000Z"',
    );
  });
});
