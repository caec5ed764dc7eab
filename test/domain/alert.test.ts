import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertId, compactTime, pairOfAlertId } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { assertLaw } from '../support/law.ts';

const retraction = {
  knownAt: instant('2026-02-04T08:30:00-05:00'),
  pair: pair('US-KR'),
  rule: 'us-kr-effective-tariff',
  ruleVersion: 1,
  period: period('2025-11'),
  reason: 'retracted',
} as const;

const anyInstant = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .map(instant);

const anyAlert = fc.record({
  knownAt: anyInstant,
  pair: fc.constantFrom(pair('US-KR'), pair('XA-XB')),
  rule: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,62}$/),
  ruleVersion: fc.integer({ min: 1, max: 1000 }),
  period: fc.constantFrom(
    period('2025-11'),
    period('2025-11/20'),
    period('2025-Q4'),
    period('2025'),
  ),
  reason: fc.constantFrom('crossed', 'crossed-on-revision', 'rule-changed'),
});

describe('the id of an alert', () => {
  it('says when it was known, of which pair, by which version of which rule, of which period and why', () => {
    expect(alertId(retraction)).toBe(
      '20260204T133000000Z.US-KR.us-kr-effective-tariff-v1.2025-11.retracted',
    );
  });

  it('is the same for the same finding on the same knowledge, and another for any other', () => {
    expect(alertId({ ...retraction })).toBe(alertId(retraction));
    const others = [
      { knownAt: instant('2026-02-04T08:30:00.001-05:00') },
      { pair: pair('US-JP') },
      { rule: 'us-kr-other' },
      { ruleVersion: 2 },
      { period: period('2025-12') },
      { reason: 'late-fill' as const },
    ].map((other) => alertId({ ...retraction, ...other }));
    expect(new Set([alertId(retraction), ...others]).size).toBe(others.length + 1);
  });

  it('sorts by the time of knowledge', () => {
    assertLaw(
      fc.property(anyAlert, anyAlert, (a, b) => {
        if (a.knownAt < b.knownAt) expect(alertId(a) < alertId(b)).toBe(true);
      }),
    );
  });

  it('begins with the time by which alerts are sought', () => {
    assertLaw(
      fc.property(anyAlert, anyInstant, (alert, since) => {
        expect(alertId(alert) >= compactTime(since)).toBe(alert.knownAt >= since);
      }),
    );
  });

  it('gives back the pair it names', () => {
    assertLaw(
      fc.property(anyAlert, (alert) => {
        expect(pairOfAlertId(alertId(alert))).toBe(alert.pair);
      }),
    );
  });

  it.each(['', 'nonsense', '20260204T133000000Z', 'us-kr.2025-11', 'a.US-KRX.b', '-'])(
    'is not %j, which names no pair',
    (text) => {
      expect(pairOfAlertId(text)).toBeUndefined();
    },
  );
});
