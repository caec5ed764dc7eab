import { beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../../../shared/domain/observation.ts';
import { ruleSchema } from '../../../../shared/domain/rule.ts';
import { settingsSchema } from '../../../../shared/domain/settings.ts';
import { alertPut } from '../../../../shared/store/alerts.ts';
import { writeChanges } from '../../../../shared/store/observations.ts';
import { writeRule } from '../../../../shared/store/rules.ts';
import { writeRun } from '../../../../shared/store/runs.ts';
import { writeSettings } from '../../../../shared/store/settings.ts';
import { writeTogether } from '../../../../shared/store/table.ts';
import { alertAbout } from '../../../support/alerts.ts';
import { embeddedDatabase } from '../../../support/embedded-database.ts';
import { vintagesOf } from '../../../support/observations.ts';
import { expectOnlyWhatIsAllowed, whenPageIsAsked } from '../../../support/pages.ts';
import { type AskedApp, queryOver } from '../../../support/query.ts';

const HOSTILE = `'"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}`;
const SOURCE = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-01' };
const AT = instant('2025-09-01T12:00:00Z');
const alert = alertAbout({
  metric: 'balance',
  period: '2025-02',
  value: -80,
  basis: HOSTILE,
  note: HOSTILE,
  notes: [HOSTILE],
  inputs: vintagesOf({ exports: { '2025-02': 1 } }, { source: HOSTILE, run: HOSTILE }),
});

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await writeSettings(
    table,
    settingsSchema.parse({
      pairs: { 'XA-XB': { M: 'us-census' } },
      sources: { 'us-census': SOURCE },
      rules: [],
    }),
  );
  const rule = ruleSchema.parse({
    id: 'xa-xb',
    pair: 'XA-XB',
    metric: 'balance',
    fires: { below: 0 },
    note: HOSTILE,
  });
  await writeRule(table, {
    ...rule,
    version: 1,
    retired: false,
    inForceSince: 1,
    settings: HOSTILE,
    writtenAt: AT,
  });
  const vintages = vintagesOf(
    { exports: { '2025-01': 1, '2025-02': 2 }, imports: { '2025-01': 2, '2025-02': 2 } },
    { source: HOSTILE, run: HOSTILE, knownAt: AT },
  ).map((vintage, index) => ({ ...vintage, note: `${HOSTILE}${index}` }));
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
  await writeTogether(table, [alertPut(alert)]);
  await writeRun(table, {
    source: 'us-census',
    run: 'run-1',
    at: AT,
    outcome: 'failed',
    changed: 0,
    newestPeriod: null,
    lastChangeAt: null,
    arrivals: {},
    code: HOSTILE,
    reason: HOSTILE,
  });
  query = queryOver(table);
});

describe('text that was stored', () => {
  it.each(['/', '/pairs/XA-XB', '/pairs/XA-XB?asOf=2026-09-01', `/alerts/${alert.id}`])(
    'is text on %s, however it reads',
    async (path) => {
      const page = await whenPageIsAsked(query, path);

      expect(page.status).toBe(200);
      expect(page.words).toContain('<script>alert(1)</script>');
      expect(page.html).not.toContain('<script>alert');
      expect(page.html).not.toContain('<img src=x');
      expectOnlyWhatIsAllowed(page);
    },
  );

  it('is text in a chart', async () => {
    const { html } = await whenPageIsAsked(query, '/charts/XA-XB/balance.svg');

    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script|<img/);
  });
});

describe('text that was asked', () => {
  const asked = encodeURIComponent(HOSTILE);
  it.each([
    `/pairs/${asked}`,
    `/alerts/${asked}`,
    `/charts/XA-XB/${asked}.svg`,
    `/pairs/XA-XB?asOf=${asked}`,
    `/pairs/XA-XB?${asked}=1`,
    `/charts/XA-XB/balance.svg?from=${asked}`,
    `/?${asked}`,
  ])('is text in the answer to %s', async (path) => {
    const page = await whenPageIsAsked(query, path);

    expect([400, 404]).toContain(page.status);
    expect(page.html).not.toMatch(/<script>alert|<img/);
    expectOnlyWhatIsAllowed(page);
  });
});
