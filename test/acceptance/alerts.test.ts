// Publishers of the figures: US Census Bureau through ETRX, CC BY 4.0 (duties, imports for consumption); UN Comtrade (trade of the
// United States); Korea Customs Service and KITA (Korea with Japan). Announced tariffs: shared/sources/tariff-ledger.csv.
import { describe, expect, it } from 'vitest';
import { askAlert } from '../../infra/commands/ask-alert.ts';
import { recompute } from '../../infra/commands/recomputation.ts';
import {
  alertAnswer,
  alertsAnswer,
  mailboxAnswer,
  observationsAnswer,
} from '../support/answers.ts';
import {
  givenTheReplay,
  givenTidemark,
  whenAllAlertsAreRead,
  whenValueIsAsked,
} from '../support/tidemark.ts';

const tidemark = givenTidemark();
const { whenAsked, whenFetched } = tidemark;

async function whenMailsOfAlertsAreRead() {
  const mails = await whenAsked('/local/mailbox', mailboxAnswer);
  return mails.filter(({ attributes }) => attributes['severity']);
}

describe('the alerts of the replay', () => {
  givenTheReplay();

  it('tell the story in this order, the newest first', async () => {
    const alerts = await whenAllAlertsAreRead(tidemark);

    expect(alerts.map(({ rule, period, reason, value }) => [rule, period, reason, value])).toEqual([
      ['us-kr-widest-month', '2026-06', 'crossed', -8_409_085_604],
      ['us-kr-deficit-60bn', '2026-06', 'crossed', -61_095_865_732],
      ['us-jp-deficit-55bn', '2026-06', 'cleared', -51_197_814_289],
      ['us-kr-tariff-gap', '2026-03', 'cleared', 1.6367],
      ['us-kr-effective-tariff', '2026-02', 'cleared', 8.7336],
      ['us-kr-effective-tariff', '2026-01', 'crossed', 10.4204],
      ['us-cn-deficit-200bn', '2026-01', 'cleared', -183_047_234_514],
      ['us-kr-tariff-gap', '2025-11', 'crossed-on-revision', 6.4685],
      ['us-kr-effective-tariff', '2025-11', 'retracted', 8.5315],
      ['us-kr-deficit-60bn', '2025-11', 'cleared', -56_269_851_726],
      ['us-kr-effective-tariff', '2025-05', 'crossed', 11.7414],
      ['kr-jp-narrowest', '2019', 'crossed', -19_163_000_000],
    ]);
  });

  it('call the revised month of November 2025 retracted, and never a crossing', async () => {
    const alerts = await whenAllAlertsAreRead(tidemark);
    const ofNovember = alerts.filter(
      ({ rule, period }) => rule === 'us-kr-effective-tariff' && period === '2025-11',
    );

    expect(ofNovember).toHaveLength(1);
    expect(ofNovember[0]).toMatchObject({
      reason: 'retracted',
      value: 8.5315,
      previous: { period: '2025-11', value: 13.8945 },
      vintage: '2026-02-04T13:30:00.000Z',
      firing: false,
    });
    expect(ofNovember[0]?.notes.join(' ')).toMatch(/exclude HS chapters 98 and 99/);
  });

  it('tell the same revision as a gap to what was announced, which nobody had heard of before', async () => {
    const alerts = await whenAllAlertsAreRead(tidemark);
    const [gap] = alerts.filter(
      ({ rule, period }) => rule === 'us-kr-tariff-gap' && period === '2025-11',
    );

    expect(gap).toMatchObject({
      reason: 'crossed-on-revision',
      value: 6.4685,
      previous: { period: '2025-11', value: 1.1055 },
      vintage: '2026-02-04T13:30:00.000Z',
      firing: true,
    });
    expect(gap?.notes.join(' ')).toMatch(/15% with the base rate in it, IEEPA .*90 FR 55964/);
  });

  it('are each mailed once, and marked as sent', async () => {
    const alerts = await whenAllAlertsAreRead(tidemark);
    const mails = await whenAsked('/local/mailbox', mailboxAnswer);

    for (const { id, delivery } of alerts) {
      const about = mails.filter(({ text }) => text.includes(encodeURIComponent(id)));
      expect(about, id).toHaveLength(1);
      expect(delivery.status, id).toBe('SENT');
    }
  });

  it('come as one mail a release day, however many there are and of however many pairs', async () => {
    const alerts = await whenAllAlertsAreRead(tidemark);
    const mails = await whenMailsOfAlertsAreRead();

    const days = new Set(alerts.map(({ vintage }) => vintage));
    expect(mails.map(({ at }) => at)).toEqual([...days].sort());
  });

  it('have subjects that SNS takes: printable ASCII, one line, at most 99 characters', async () => {
    const mails = await whenAsked('/local/mailbox', mailboxAnswer);

    expect(mails.length).toBeGreaterThan(0);
    for (const { subject } of mails) expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it('say in the mail what the figure was, what it is and where it comes from', async () => {
    const mails = await whenAsked('/local/mailbox', mailboxAnswer);
    const revision = mails.find(({ at }) => at === '2026-02-04T13:30:00.000Z');

    expect(revision?.subject).toMatch(/retracts 1 alert.*November 2025 from 13\.89% to 8\.53%/);
    expect(revision?.text).toContain('November 2025: 8.5315');
    expect(revision?.text).toContain('13.8945');
    expect(revision?.text).toContain('us-census');
    expect(revision?.attributes).toEqual({ severity: 'warning' });
  });

  it('are told from what concerns the operator only, which comes first and says that it works', async () => {
    const mails = await whenAsked('/local/mailbox', mailboxAnswer);
    const toTheOperator = mails.filter(({ attributes }) => !attributes['severity']);

    expect(toTheOperator.map(({ subject }) => subject)).toEqual([
      'Tidemark: it works: 9 of 9 sources are in',
    ]);
    expect(mails[0]).toEqual(toTheOperator[0]);
  });

  it('can be read in a mailbox for people too', async () => {
    const response = await whenFetched('/local/mailbox.html');

    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toContain('retracted: effective tariff of November 2025');
  });
});

describe('the log of alerts', () => {
  it.each([1, 3, 200])('is the same read in pages of %d', async (limit) => {
    const inOne = await whenAllAlertsAreRead(tidemark);

    expect(await whenAllAlertsAreRead(tidemark, limit)).toEqual(inOne);
    expect(new Set(inOne.map(({ id }) => id)).size).toBe(inOne.length);
  });

  it('answers an alert by its id as it is in the list', async () => {
    for (const alert of await whenAllAlertsAreRead(tidemark)) {
      const path = `/v1/alerts/${encodeURIComponent(alert.id)}`;
      expect(await whenAsked(path, alertAnswer)).toEqual(alert);
    }
  });

  it('keeps to one pair where a pair is asked for', async () => {
    const all = await whenAllAlertsAreRead(tidemark);
    const { alerts } = await whenAsked('/v1/alerts?pair=US-KR&limit=200', alertsAnswer);

    expect(alerts).toEqual(all.filter(({ pair }) => pair === 'US-KR'));
  });

  it('begins with what became known at an instant, that instant included', async () => {
    const all = await whenAllAlertsAreRead(tidemark);
    const [, , middle] = all;
    const since = middle?.vintage ?? '2026-01-01';
    const { alerts } = await whenAsked(`/v1/alerts?limit=200&since=${since}`, alertsAnswer);

    expect(alerts).toEqual(all.filter(({ vintage }) => vintage >= since));
  });

  it('is empty since a day that is yet to come', async () => {
    const answer = await whenAsked('/v1/alerts?since=2999-01-01', alertsAnswer);

    expect(answer).toEqual({ alerts: [], next: null });
  });
});

describe('the lineage of an alert', () => {
  it('names inputs that stand among the vintages of what the sources said', async () => {
    for (const { id, pair, inputs } of await whenAllAlertsAreRead(tidemark)) {
      for (const { indicator, ...input } of inputs) {
        const path = `/v1/pairs/${pair}/observations/${indicator}?history=all`;
        const { values } = await whenAsked(path, observationsAnswer);
        expect(values, `${id} ${indicator}`).toContainEqual(expect.objectContaining(input));
      }
    }
  });

  it('gives the same value again from the history as of the alert', async () => {
    for (const { id, pair, metric, period, vintage, value } of await whenAllAlertsAreRead(
      tidemark,
    )) {
      expect(await whenValueIsAsked(tidemark, [pair, metric, period], vintage), id).toBe(value);
    }
  });

  it('gives the same value by `npm run explain`, from the same vintages', async () => {
    for (const { id } of await whenAllAlertsAreRead(tidemark)) {
      const { alert, vintages } = await askAlert(id, whenFetched);
      expect(recompute(alert, vintages).disagreements, id).toEqual([]);
    }
  });

  it('names a value before it that stood in the history just before the alert', async () => {
    for (const { id, pair, metric, previous, vintage } of await whenAllAlertsAreRead(tidemark)) {
      if (!previous) continue;
      const before = new Date(Date.parse(vintage) - 1).toISOString();
      const found = await whenValueIsAsked(tidemark, [pair, metric, previous.period], before);
      expect(found, id).toBe(previous.value);
    }
  });
});
