import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { awaitFirstPolls, noteFirstPoll } from '../../shared/store/first-deployment.ts';
import { keys } from '../../shared/store/keys.ts';
import { announceAgain, isPut, putNotice } from '../../shared/store/notices.ts';
import { claim } from '../../shared/store/outbox.ts';
import { readNotice } from '../../shared/store/put-notices.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const notice = {
  id: 'failing#xa-customs#r1',
  at: instant('2026-03-05T08:00:00Z'),
  subject: 'Tidemark: xa-customs fails',
  text: 'It fails.\nAgain.',
};

describe('a notice', () => {
  it('is read as it was put, and waits to be sent', async () => {
    const table = await database.freshTable();
    expect(await putNotice(table, notice)).toBe(true);
    expect(await isPut(table, notice.id)).toBe(true);
    expect(await readNotice(table, notice.id)).toEqual({
      notice,
      delivery: { status: 'PENDING' },
    });
  });

  it('is put once: a second one of the same id changes nothing, however far the first has come', async () => {
    const table = await database.freshTable();
    await putNotice(table, notice);
    await claim(table, keys.notice(notice.id), { now: notice.at, leaseUntil: notice.at });
    const before = await table.items();

    expect(await putNotice(table, { ...notice, text: 'another' })).toBe(false);
    expect(await table.items()).toEqual(before);
  });

  it('that waits is announced again, and stays what it was', async () => {
    const table = await database.freshTable();
    await putNotice(table, notice);
    await announceAgain(table, notice.id, instant('2026-03-06T08:00:00Z'));

    expect(await table.items()).toMatchObject([{ touchedAt: '2026-03-06T08:00:00.000Z' }]);
    expect(await readNotice(table, notice.id)).toEqual({ notice, delivery: { status: 'PENDING' } });
  });

  it('that is on its way, or is not there, is not announced again', async () => {
    const table = await database.freshTable();
    await announceAgain(table, notice.id, notice.at);
    expect(await table.items()).toEqual([]);

    await putNotice(table, notice);
    await claim(table, keys.notice(notice.id), { now: notice.at, leaseUntil: notice.at });
    const before = await table.items();
    await announceAgain(table, notice.id, notice.at);
    expect(await table.items()).toEqual(before);
  });

  it('that was never put is not there', async () => {
    const table = await database.freshTable();
    expect(await readNotice(table, 'x')).toBeUndefined();
    expect(await isPut(table, 'x')).toBe(false);
  });
});

describe('the first polls of a deployment', () => {
  it('are noted as they end, each once, and answered together', async () => {
    const table = await database.freshTable();
    await awaitFirstPolls(table, ['xa', 'xb']);

    expect(await noteFirstPoll(table, 'xa', 'loaded')).toEqual({
      awaited: ['xa', 'xb'],
      ended: { xa: 'loaded' },
    });
    await noteFirstPoll(table, 'xb', 'off');
    expect(await noteFirstPoll(table, 'xa', 'something else')).toEqual({
      awaited: ['xa', 'xb'],
      ended: { xa: 'loaded', xb: 'off' },
    });
  });

  it('are awaited once: a deployment that is applied again forgets nothing', async () => {
    const table = await database.freshTable();
    await awaitFirstPolls(table, ['xa', 'xb']);
    await noteFirstPoll(table, 'xa', 'loaded');
    await awaitFirstPolls(table, ['xa', 'xb']);

    expect(await noteFirstPoll(table, 'xb', 'off')).toMatchObject({ ended: { xa: 'loaded' } });
  });

  it('that nobody awaits are not noted', async () => {
    const table = await database.freshTable();
    expect(await noteFirstPoll(table, 'xa', 'loaded')).toBeUndefined();
    expect(await table.items()).toEqual([]);
  });
});
