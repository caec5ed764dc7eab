import { beforeAll, describe, expect, it } from 'vitest';
import { recomputePair } from '../../../../functions/recompute/recompute-pair.ts';
import { pair } from '../../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../../shared/domain/settings.ts';
import { createLogger } from '../../../../shared/platform/logger.ts';
import { writeChanges } from '../../../../shared/store/observations.ts';
import { writeSettings } from '../../../../shared/store/settings.ts';
import { embeddedDatabase } from '../../../support/embedded-database.ts';
import { amountsFrom, vintagesOf } from '../../../support/observations.ts';
import { whenPageIsAsked } from '../../../support/pages.ts';
import { type AskedApp, queryOver } from '../../../support/query.ts';

const database = embeddedDatabase();
const XANADU = pair('XA-WORLD');
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  const pairs = { [XANADU]: { M: 'us-census', with: ['us-treasury'] } };
  await writeSettings(table, settingsSchema.parse({ pairs, sources: {}, rules: [] }));
  const vintages = vintagesOf(
    { 'duties-collected': amountsFrom('2025-04', [100_000_000, 300_000_000, 250_000_000]) },
    { pair: XANADU, basis: 'cash', source: 'us-treasury' },
  );
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
  await recomputePair(XANADU, { table, now: () => new Date(), log: createLogger(() => {}) });
  query = queryOver(table);
});

describe('a pair of which only customs receipts are known', () => {
  it('leads with those on the front page, and is not said to have no figures', async () => {
    const { words } = await whenPageIsAsked(query, '/');
    expect(words).toContain('Customs duties received less refunds $250.0mn in June 2025');
    expect(words).not.toContain('No figures yet');
  });

  it('has them drawn on its own page, and no balance', async () => {
    const { words, html } = await whenPageIsAsked(query, '/pairs/XA-WORLD');
    expect(words).toContain('Customs duties received less refunds by month');
    expect(html).not.toContain('id="balance-M-h"');
  });

  it('begins with them there', async () => {
    const { html } = await whenPageIsAsked(query, '/pairs/XA-WORLD');
    expect(html).toContain(
      '<p class="lede">Customs duties received less refunds $250.0mn in June 2025, down $50.0mn from $300.0mn in May 2025',
    );
  });
});
