import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../shared/domain/alert.ts';
import { headline } from '../../shared/domain/headline.ts';
import { period } from '../../shared/domain/period.ts';
import { alertAbout } from '../support/alerts.ts';

const TARIFF = {
  metric: 'effective-tariff-rate',
  unit: 'percent',
  threshold: { fires: { above: 10 }, clears: 9 },
} as const;

const CONTEXT = {
  direction: 'lowest',
  rank: { place: 1, of: 30 },
  since: period('2022-09'),
  recordSince: period('2020-01'),
  streak: null,
  percentile: 1.7,
} as const;

describe('the headline of an alert', () => {
  it('says a crossing with the pair, the figure and the line first', () => {
    expect(headline(alertAbout())).toBe(
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026',
    );
  });

  it('adds since when it has not been so wide', () => {
    expect(headline(alertAbout({ context: CONTEXT }))).toBe(
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026, widest since 2022-09',
    );
  });

  it('says on which side of the clearing line a deficit is when it clears', () => {
    const alert = alertAbout({ reason: 'cleared', firing: false, value: -57_000_000_000 });
    expect(headline(alert)).toBe(
      'XA-XB: 12-month deficit back at $57.00bn in June 2026, narrower than $58bn',
    );
  });

  it('says that a rate has cleared by the line below which it is', () => {
    const alert = alertAbout({ ...TARIFF, reason: 'cleared', firing: false, value: '8.7336' });
    expect(headline(alert)).toBe('XA-XB: effective tariff back at 8.73% in June 2026, below 9%');
  });

  it('says of a retraction what was revised from what to what, and that it did not cross', () => {
    const alert = alertAbout({
      ...TARIFF,
      reason: 'retracted',
      firing: false,
      period: '2025-11',
      value: '8.5315',
      previous: { period: '2025-11', value: '13.8945' },
    });
    expect(headline(alert)).toBe(
      'XA-XB: retracted: effective tariff of November 2025 revised from 13.89% to 8.53%, not across 10%',
    );
  });

  it('says of a retraction whose rule goes on firing that it crossed later', () => {
    expect(headline(alertAbout({ reason: 'retracted', firing: true }))).toMatch(/crossed later$/);
  });

  it('calls a crossing by revision a revision', () => {
    const alert = alertAbout({
      reason: 'crossed-on-revision',
      previous: { period: '2026-06', value: -59_000_000_000 },
    });
    expect(headline(alert)).toBe(
      'XA-XB: revision puts 12-month deficit of June 2026 at $61.00bn from $59.00bn, across $60bn',
    );
  });

  it('names the new line when a rule was edited', () => {
    expect(headline(alertAbout({ reason: 'rule-changed' }))).toBe(
      'XA-XB: line moved to $60bn: 12-month deficit of June 2026, $61.00bn, now across it',
    );
  });

  it('names a late figure as one', () => {
    expect(headline(alertAbout({ reason: 'late-fill' }))).toBe(
      'XA-XB: late figure puts 12-month deficit of June 2026 at $61.00bn, across $60bn',
    );
  });

  it('says by how much of a span a record is one', () => {
    const alert = alertAbout({
      metric: 'balance',
      period: '2019',
      threshold: { fires: { record: 'high', years: 5 } },
    });
    expect(headline(alert)).toBe('XA-XB: annual deficit narrowest in 5 years at $61.00bn in 2019');
  });

  it('says what a change was measured against', () => {
    const alert = alertAbout({
      threshold: { fires: { changesBy: 5_000_000_000 } },
      against: new Big(-55_000_000_000),
    });
    expect(headline(alert)).toBe(
      'XA-XB: 12-month deficit widens to $61.00bn in June 2026, from $55.00bn when last told',
    );
  });

  it('keeps the sign of a figure on the other side of zero', () => {
    const alert = alertAbout({
      reason: 'crossed-on-revision',
      previous: { period: '2026-06', value: 2_000_000_000 },
      value: -1_000_000_000,
    });
    expect(headline(alert)).toContain('deficit of June 2026 at $1.00bn from $2.00bn');
  });

  it('names the old line and the new one where the old is known', () => {
    const moved = (before: Alert['threshold'], now: Partial<Alert['threshold']>, of = {}) =>
      headline(
        alertAbout({ ...of, reason: 'rule-changed', threshold: { ...before, ...now, before } }),
      );
    const deficit = { fires: { below: -70e9 }, clears: -68e9 };

    expect(moved(deficit, { fires: { below: -60e9 }, clears: -58e9 })).toBe(
      'XA-XB: line moved from $70bn to $60bn: 12-month deficit of June 2026, $61.00bn, now across it',
    );
    expect(moved({ fires: { below: -60e9 }, clears: -62e9 }, { clears: -58e9 })).toBe(
      'XA-XB: line moved for clearing $60bn from $62bn to $58bn: 12-month deficit of June 2026, $61.00bn, now across it',
    );
    expect(
      moved(deficit, { fires: { record: 'low', years: 3 }, clears: undefined }, { firing: false }),
    ).toMatch(/from \$70bn to the 3-year record: .* no record any more$/);
  });

  it('says of a moved amount what the change was measured against, for a change is an event', () => {
    const alert = alertAbout({
      reason: 'rule-changed',
      firing: false,
      threshold: { fires: { changesBy: 5e9 }, before: { fires: { changesBy: 1e10 } } },
      against: new Big(-55e9),
    });
    expect(headline(alert)).toBe(
      'XA-XB: line moved from a change of $10bn to a change of $5bn: 12-month deficit of June 2026, $61.00bn, $55.00bn when last told',
    );
  });

  it('says for how long a rule had been firing when it clears, and that it was longer where the record begins there', () => {
    const cleared = { reason: 'cleared', firing: false, since: '2026-03', value: -57e9 } as const;
    expect(headline(alertAbout(cleared))).toMatch(/, narrower than \$58bn, after 3 months$/);
    const context = { ...CONTEXT, recordSince: period('2026-03') };
    expect(headline(alertAbout({ ...cleared, context }))).toMatch(/, after 3 months or more$/);
  });

  it('names the length of a short record, and no rank below the first', () => {
    const first = { ...CONTEXT, since: null, rank: { place: 1, of: 10 } };
    expect(headline(alertAbout({ context: first }))).toMatch(/, widest of 10 months on record$/);
    const third = { ...CONTEXT, since: period('2026-05'), rank: { place: 3, of: 10 } };
    expect(headline(alertAbout({ context: third }))).toMatch(/in June 2026$/);
    const joint = { ...third, rank: { place: 1, of: 10 } };
    expect(headline(alertAbout({ context: joint }))).toMatch(
      /, joint widest of 10 months on record$/,
    );
  });

  it('gives up its clauses, the last first, and words of them, before any of the news', () => {
    const alert = alertAbout({ context: { ...CONTEXT, since: null } });
    const [whole, shorter, news] = [
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026, widest of 30 months on record',
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026, widest on record',
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026',
    ] as const;
    expect(headline(alert, whole.length)).toBe(whole);
    expect(headline(alert, whole.length - 1)).toBe(shorter);
    expect(headline(alert, shorter.length - 1)).toBe(news);
    expect(headline(alert, 10)).toBe(news);
  });

  it('says of a year which is the record of two from what it moved', () => {
    const alert = alertAbout({
      metric: 'balance',
      period: '2019',
      value: -19_163_000_000,
      previous: { period: '2018', value: -24_075_000_000 },
      threshold: { fires: { record: 'high', years: 1 } },
    });
    expect(headline(alert)).toBe(
      'XA-XB: annual deficit narrows to $19.16bn in 2019, from $24.08bn a year before',
    );
  });

  it.each([
    [-500_000_000, { below: 0 }, 'deficit crosses zero at $500.00mn'],
    [500_000_000, { below: 1e9 }, 'surplus narrows to less than $1bn at $500.00mn'],
    [-500_000_000, { above: -1e9 }, 'deficit narrows to less than $1bn at $500.00mn'],
    [2e9, { above: 1e9 }, 'surplus crosses $1bn at $2.00bn'],
  ])('says how a balance of %d passes the line %o', (value, fires, words) => {
    const alert = alertAbout({ value, threshold: { fires } as Alert['threshold'] });
    expect(headline(alert)).toBe(`XA-XB: 12-month ${words} in June 2026`);
  });

  it('gives a change on a year before with its sign', () => {
    const alert = alertAbout({
      metric: 'exports-yoy',
      unit: 'percent',
      value: '12.3',
      threshold: { fires: { above: 10 } },
    });
    expect(headline(alert)).toBe(
      'XA-XB: exports on a year before cross 10% at +12.30% in June 2026',
    );
  });

  it('calls a metric by its id in words where it has no shorter name', () => {
    const rate = { unit: 'percent', value: 4, threshold: { fires: { below: 5 } } } as const;
    expect(headline(alertAbout({ ...rate, metric: 'dutiable-share' }))).toBe(
      'XA-XB: dutiable share falls below 5% at 4.00% in June 2026',
    );
  });
});
