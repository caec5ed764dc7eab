import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { headline } from '../../shared/domain/headline.ts';
import { period } from '../../shared/domain/period.ts';
import { alertAbout } from '../support/alerts.ts';

const TARIFF = {
  metric: 'effective-tariff-rate',
  unit: 'percent',
  threshold: { fires: { above: 10 }, clears: 9 },
} as const;

describe('the headline of an alert', () => {
  it('says a crossing with the pair, the figure and the line first', () => {
    expect(headline(alertAbout())).toBe(
      'XA-XB: 12-month deficit $61.00bn in June 2026 crosses $60bn',
    );
  });

  it('adds since when it has not been so wide', () => {
    const context = {
      direction: 'lowest',
      rank: { place: 1, of: 30 },
      since: period('2022-09'),
      recordSince: period('2020-01'),
      streak: null,
      percentile: 1.7,
    } as const;
    expect(headline(alertAbout({ context }))).toBe(
      'XA-XB: 12-month deficit $61.00bn in June 2026 crosses $60bn, widest deficit since 2022-09',
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
      'XA-XB: retracted: effective tariff of November 2025 revised from 13.89% to 8.53%, not across the line',
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
      'XA-XB: line moved to $60bn: 12-month deficit of June 2026, $61.00bn, is now across it',
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
    expect(headline(alert)).toBe('XA-XB: annual deficit $61.00bn in 2019, a 5-year record');
  });

  it('says what a change was measured against', () => {
    const alert = alertAbout({
      threshold: { fires: { changesBy: 5_000_000_000 } },
      against: new Big(-55_000_000_000),
    });
    expect(headline(alert)).toBe(
      'XA-XB: 12-month deficit $61.00bn in June 2026, was $55.00bn when last told',
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
});
