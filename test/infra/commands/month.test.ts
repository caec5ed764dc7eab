import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../infra/commands/cost/measure.ts';
import { monthOf } from '../../../infra/commands/cost/month.ts';
import { NOTHING, type Usage } from '../../../infra/commands/cost/usage.ts';
import { readConfig } from '../../../infra/config.ts';
import { period, windowEndingAt } from '../../../shared/domain/period.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';

const YEAR = 365.25 / 12;
const AT = new Date('2026-11-25T00:00:00Z');
const READERS = { requests: 1000, subscribers: 4 };

/** Fictional economies, each pair asked for once a day; XA-XC has nothing in the replay. */
const CONFIG = readConfig(
  (key) =>
    ({
      tidemark: {
        pairs: { 'XA-XB': { M: 'us-census' }, 'XA-XC': { M: 'imf-imts' } },
        sources: Object.fromEntries(
          ['us-census', 'imf-imts'].map((source) => [
            source,
            { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-11' },
          ]),
        ),
        rules: [],
      },
    })[key],
);

const UNCHANGED: Usage = { ...NOTHING, readUnits: 10, invocations: 1, logBytes: 1024 ** 2 };
const RELEASE: Usage = { ...NOTHING, readUnits: 100, writeUnits: 50, invocations: 3, mails: 1 };

/** The twelve months from November 2025 to October 2026, all of them stored. */
const MEASURED: Measured = {
  template: {
    Resources: {
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Metrics: [{ Expression: 'MAX([a, b])' }, { MetricStat: {} }, { MetricStat: {} }],
        },
        Metadata: {},
      },
      Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'x' }, Metadata: {} },
    },
  },
  unchangedPolls: new Map([
    ['us-census', UNCHANGED],
    ['imf-imts', { ...NOTHING, readUnits: 1 }],
  ]),
  restedPolls: new Map([['imf-imts', { ...NOTHING, readUnits: 1, invocations: 1 }]]),
  releases: new Map([['us-census', RELEASE]]),
  request: { ...NOTHING, readUnits: 2, invocations: 1, responseBytes: 1024 },
  items: windowEndingAt(period('2026-10'), 12).map((month) => ({
    PK: 'PAIR#XA-XB',
    SK: `METRIC#${month}`,
    bytes: 924,
  })),
  mailBytes: 1000,
};

function quantities(measured: Measured = MEASURED, readers = READERS) {
  return monthOf(CONFIG, measured, readers, AT).quantities;
}

describe('a month', () => {
  it('is all polls of each source, of which one brings a release, and what readers ask', () => {
    const { read, written, invocations, scheduled } = quantities();

    // One source is not replayed, and is taken for as dear as the other.
    expect(read).toBeCloseTo(2 * (10 * (YEAR - 1) + 100 * 4) + 2 * 1000, 6);
    expect(written).toBeCloseTo(2 * 50 * 4, 6);
    expect(invocations).toBeCloseTo(2 * (YEAR - 1 + 3) + 1000, 6);
    expect(scheduled).toBeCloseTo(2 * YEAR, 6);
  });

  it('mails each message to each subscriber', () => {
    expect(quantities().mailed).toBeCloseTo(2 * 4, 6);
    expect(quantities(MEASURED, { ...READERS, subscribers: 0 }).mailed).toBe(0);
  });

  it('asks the idle queue five times in twenty seconds, and puts in and deletes each poll', () => {
    expect(quantities().queued).toBeCloseTo((YEAR * 86_400) / 4 + 4 * YEAR, 6);
  });

  it('stores as much of a pair that is not replayed as of one that is, with what is billed beside each item', () => {
    const gigabytes = (2 * 12 * 1024) / 1024 ** 3;

    expect(quantities().stored).toBeCloseTo(gigabytes, 12);
    expect(quantities().recoverable).toBe(quantities().stored);
  });

  it('reads more of a history that has grown since', () => {
    const half = { ...MEASURED, items: MEASURED.items.slice(6) };

    const grown = quantities(half).read - 2 * 1000;
    expect(grown).toBeCloseTo(2 * (quantities().read - 2 * 1000), 6);
  });

  it('counts the metrics that alarms look at, not the expressions over them', () => {
    expect(quantities()).toMatchObject({ watched: 3, shown: 0, budgets: 0 });
  });

  it('looks around releases more often than it asks, and mostly rests', () => {
    const { sources } = CONFIG.settings;
    const imf = { ...sources['us-census'], aroundReleases: 'rate(1 hour)' };
    const settings = settingsSchema.parse({
      ...CONFIG.settings,
      sources: { ...sources, 'imf-imts': imf },
    });
    const month = monthOf({ ...CONFIG, settings }, MEASURED, READERS, AT);
    // Eight days of a month.
    const asked = 8 * 24;
    const hours = YEAR * 24;

    expect(month.polls.get('imf-imts')).toBeCloseTo(YEAR + asked, 6);
    expect(month.rested.get('imf-imts')).toBeCloseTo(hours - asked, 6);
    expect(month.quantities.scheduled).toBeCloseTo(2 * YEAR + hours, 6);
    expect(month.quantities.read - quantities().read).toBeCloseTo(10 * asked + hours - asked, 6);
    expect(month.quantities.written).toBeCloseTo(quantities().written, 6);
  });

  it('counts a source that is asked once a year as a twelfth of a release', () => {
    const [census] = Object.values(CONFIG.settings.sources);
    if (!census) throw new Error('no source');
    const yearly = { ...census, schedule: 'cron(0 0 1 7 ? *)' };
    const settings = { ...CONFIG.settings, sources: { 'us-census': yearly } };

    const month = monthOf({ ...CONFIG, settings }, MEASURED, READERS, AT);

    expect(month.quantities.written).toBeCloseTo((50 * 4) / 12, 6);
  });
});
