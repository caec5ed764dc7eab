import { beforeAll, describe, expect, it } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { keys } from '../../../shared/store/keys.ts';
import { claim, markSent } from '../../../shared/store/outbox.ts';
import { alertAnswer, alertsAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { vintagesOf } from '../../support/observations.ts';
import {
  type AskedApp,
  givenRelease,
  givenSeveralReleases,
  knownAt,
  queryOver,
  RESTATED_AT,
} from '../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

describe('GET /v1/alerts', () => {
  it('answers the newest first, each with what it rests on', async () => {
    const { alerts, next } = await query.whenAsked('/v1/alerts', alertsAnswer);

    expect(alerts.map(({ period, reason }) => [period, reason])).toEqual([
      ['2025-02', 'retracted'],
      ['2025-06', 'crossed'],
      ['2025-05', 'cleared'],
      ['2025-04', 'crossed'],
      ['2025-03', 'cleared'],
      ['2025-02', 'crossed'],
    ]);
    expect(next).toBeNull();
    expect(alerts[0]?.inputs).toContainEqual({
      indicator: 'imports',
      period: '2025-02',
      value: 130,
      vintage: RESTATED_AT,
      source: 'us-census',
      run: 'run-7',
      print: 2,
    });
    expect(alerts[0]?.releases).toEqual([{ source: 'us-census', on: '2025-09-01' }]);
    expect(alerts[0]?.sparkline).toMatchObject({ text: '█▇█▁█▁', from: '2025-01', to: '2025-06' });
    expect(alerts[0]?.delivery).toEqual({ status: 'PENDING' });
  });

  it.each([1, 2, 5, 6, 7])('comes in pages of %d that add up to the whole', async (limit) => {
    const { alerts: whole } = await query.whenAsked('/v1/alerts', alertsAnswer);
    const paged: unknown[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next && `&cursor=${next}`;
      const page = await query.whenAsked(`/v1/alerts?limit=${limit}${cursor}`, alertsAnswer);
      expect(page.alerts.length).toBeLessThanOrEqual(limit);
      paged.push(...page.alerts);
      next = page.next;
    }
    expect(paged).toEqual(whole);
  });

  it('begins at since, a day being its first instant', async () => {
    const idsSince = async (since: string): Promise<number> =>
      (await query.whenAsked(`/v1/alerts?since=${since}`, alertsAnswer)).alerts.length;

    expect(await idsSince('2025-09-01')).toBe(1);
    expect(await idsSince(knownAt(6))).toBe(2);
    expect(await idsSince('2025-09-02')).toBe(0);
  });

  it('is empty where the cursor lies before since', async () => {
    const cursor = '20250101T000000000Z.XA-XB.rule-v1.2025-01.crossed';
    const path = `/v1/alerts?since=2025-06-01&cursor=${cursor}`;

    expect(await query.whenAsked(path, alertsAnswer)).toEqual({ alerts: [], next: null });
  });

  it('answers one alert by its id', async () => {
    const { alerts } = await query.whenAsked('/v1/alerts', alertsAnswer);
    for (const alert of alerts) {
      expect(await query.whenAsked(`/v1/alerts/${alert.id}`, alertAnswer)).toEqual(alert);
    }
  });

  it('says of a delivery whether it is done, not who is at it', async () => {
    const own = await database.freshTable();
    await givenSeveralReleases(own);
    const asked = queryOver(own);
    const [alert] = (await asked.whenAsked('/v1/alerts', alertsAnswer)).alerts;
    const key = keys.alert(pair('XA-XB'), alert?.id ?? '');
    const deliveryOf = async () =>
      (await asked.whenAsked(`/v1/alerts/${alert?.id}`, alertAnswer)).delivery;

    await claim(own, key, { now: knownAt(1), leaseUntil: knownAt(2) });
    expect(await deliveryOf()).toEqual({ status: 'PENDING' });
    await markSent(own, key, { messageId: 'message-1', sentAt: RESTATED_AT });
    expect(await deliveryOf()).toEqual({
      ...{ status: 'SENT', messageId: 'message-1', sentAt: RESTATED_AT },
    });
  });

  it('goes on where a page ended, whatever is raised meanwhile', async () => {
    const own = await database.freshTable();
    await givenSeveralReleases(own);
    const asked = queryOver(own);
    const { alerts: before } = await asked.whenAsked('/v1/alerts', alertsAnswer);
    const first = await asked.whenAsked('/v1/alerts?limit=2', alertsAnswer);
    const july = { exports: { '2025-07': 100 }, imports: { '2025-07': 110 } };
    await givenRelease(own, vintagesOf(july, { knownAt: '2025-09-05T12:00:00Z' }));
    const rest = await asked.whenAsked(`/v1/alerts?cursor=${first.next}`, alertsAnswer);

    expect([...first.alerts, ...rest.alerts]).toEqual(before);
    const { alerts: after } = await asked.whenAsked('/v1/alerts', alertsAnswer);
    expect(after).toHaveLength(before.length + 1);
  });
});
