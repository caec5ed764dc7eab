import { beforeAll, describe, expect, it } from 'vitest';
import { embeddedDatabase } from '../../../support/embedded-database.ts';
import { allowedBy, whenPageIsAsked } from '../../../support/pages.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

describe('a chart to embed', () => {
  it('is an SVG that any page may show and that runs nothing', async () => {
    const { html, headers } = await whenPageIsAsked(query, '/charts/XA-XB/balance.svg');
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];

    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(allowedBy(headers, 'default-src')).toBe("'none'");
    expect(allowedBy(headers, 'frame-ancestors')).toBeUndefined();
    expect(allowedBy(headers, 'style-src')).toMatch(/^'sha256-/);
    expect(style.length).toBeGreaterThan(100);
  });

  it.each([
    ['', /January 2025 to June 2025/],
    ['?from=2025-03', /March 2025 to June 2025/],
    ['?to=2025-02', /January 2025 to February 2025/],
    ['?frequency=A', /Bars, 2024\./],
    ['?asOf=2025-04-30', /January 2025 to February 2025.*As known on 30 April 2025/s],
    ['?frequency=Q', /There are no figures to draw/],
  ])('takes %s as the history does', async (parameters, expected) => {
    expect((await whenPageIsAsked(query, `/charts/XA-XB/balance.svg${parameters}`)).html).toMatch(
      expected,
    );
  });
});

describe('what there is not', () => {
  it.each([
    ['/pairs/XX-YY', 'Unknown pair', 'XA-XB'],
    ['/alerts/nothing', 'Unknown alert', 'All pairs'],
    ['/charts/XA-XB/gdp.svg', 'Unknown chart', 'exports-imports.svg'],
    ['/charts/XA-XB/balance', 'Unknown chart', 'balance.svg'],
  ])('at %s is a page that says so and what there is', async (path, title, known) => {
    const { status, words } = await whenPageIsAsked(query, path);

    expect(status).toBe(404);
    expect(words).toContain(title);
    expect(words).toContain(known);
  });

  it.each([
    '/pairs/XA-XB?asOf=yesterday',
    '/pairs/XA-XB?day=1',
    '/?page=2',
    '/charts/XA-XB/balance.svg?from=x',
  ])('in %s is told with the rule', async (path) => {
    const { status, words } = await whenPageIsAsked(query, path);

    expect(status).toBe(400);
    expect(words).toContain('Bad parameter');
  });
});
