import { expect, test } from 'vitest';
import { OUTBOX_PARTITION } from '../../../shared/store/keys.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { becomeKnown, giveRule, recompute, sortKeysOf } from '../../support/recompute.ts';

const database = embeddedDatabase();
const FEBRUARY = '2026-02-05T13:30:00.000Z';
const MARCH = '2026-03-05T13:30:00.000Z';

test('the alerts of a rule are announced in one small item, which names them and does not stay for ever', async () => {
  const table = await database.freshTable();
  await giveRule(table);
  await giveRule(table, { id: 'xa-xb-other' });
  await becomeKnown(table, FEBRUARY, { exports: { '2025-02': 100 }, imports: { '2025-02': 160 } });
  await recompute(table);
  await becomeKnown(table, MARCH, {
    exports: { '2025-03': 100, '2025-04': 100 },
    imports: { '2025-03': 250, '2025-04': 150 },
  });
  await recompute(table);

  const wakeUps = (await table.items()).filter(({ PK }) => PK === OUTBOX_PARTITION);
  const ids = (await sortKeysOf(table, 'ALERT#')).map((key) => key.replace('ALERT#', ''));
  expect(ids).toHaveLength(4);
  expect(wakeUps).toHaveLength(2);
  expect(wakeUps.flatMap((wakeUp) => wakeUp['alerts']).toSorted()).toEqual(ids.toSorted());
  for (const wakeUp of wakeUps) {
    const expiresAt = Date.parse(MARCH) / 1000 + 14 * 86_400;
    expect(wakeUp).toMatchObject({ pair: 'XA-XB', expiresAt: String(expiresAt) });
    // What costs two write units in a transaction.
    expect(JSON.stringify(wakeUp).length).toBeLessThan(1000);
  }
});

test('a recomputation that raises nothing announces nothing', async () => {
  const table = await database.freshTable();
  await giveRule(table);
  await becomeKnown(table, FEBRUARY, { exports: { '2025-02': 100 }, imports: { '2025-02': 250 } });
  await recompute(table);

  expect((await table.items()).map(({ PK }) => PK)).not.toContain(OUTBOX_PARTITION);
});
