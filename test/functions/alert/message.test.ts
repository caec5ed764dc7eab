import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../functions/alert/message.ts';
import { alertAbout } from '../../support/alerts.ts';

const PAGE = 'https://example.com';

describe('a mail', () => {
  it('has a subject of ASCII on one line and of at most 99 characters, whatever is told', () => {
    const long = alertAbout({
      reason: 'retracted',
      firing: false,
      metric: 'balance-change-yoy',
      previous: { period: '2026-06', value: -3 },
    });
    const other = alertAbout({ pair: 'XC-XD' });
    for (const alerts of [[long], [long, other]] as const) {
      expect(messageOf(alerts, PAGE).subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    }
  });

  it('names the pair first and says how many more alerts of how many pairs are in it', () => {
    const { subject } = messageOf(
      [alertAbout(), alertAbout({ pair: 'XC-XD', severity: 'info' })],
      PAGE,
    );
    expect(subject).toMatch(/^XA-XB: /);
    expect(subject).toMatch(/\(\+1, 2 pairs\)$/);
  });

  it('leads with the gravest alert, and among equals with what was taken back', () => {
    const retracted = alertAbout({ pair: 'XC-XD', reason: 'retracted', firing: false });
    expect(messageOf([alertAbout(), retracted], PAGE).subject).toMatch(/^XC-XD: retracted/);
    const critical = alertAbout({ pair: 'XE-XF', severity: 'critical' });
    expect(messageOf([alertAbout(), retracted, critical], PAGE).subject).toMatch(/^XE-XF: /);
  });

  it('is as grave as its gravest alert', () => {
    const { severity } = messageOf(
      [alertAbout({ severity: 'info' }), alertAbout(), alertAbout({ severity: 'info' })],
      PAGE,
    );
    expect(severity).toBe('warning');
  });

  it('gives the figures to the dollar with their periods, and the rule in words', () => {
    const { text } = messageOf(
      [alertAbout({ previous: { period: '2026-05', value: -58_504_199_003 } })],
      PAGE,
    );
    expect(text).toContain('June 2026: -61,000,000,000 USD');
    expect(text).toContain('May 2026: -58,504,199,003 USD');
    expect(text).toContain('fires at a deficit wider than $60bn, clears narrower than $58bn');
    expect(text).toContain('Why: a new period was published.');
  });

  it('says of a restated period how it was known before', () => {
    const { text } = messageOf(
      [
        alertAbout({
          reason: 'retracted',
          previous: { period: '2026-06', value: -62_000_000_000 },
        }),
      ],
      PAGE,
    );
    expect(text).toContain('June 2026 as it was known before: -62,000,000,000 USD');
    expect(text).toContain('an earlier alert no longer holds');
  });

  it('names the line before and after when a rule was edited', () => {
    const { text } = messageOf(
      [
        alertAbout({
          reason: 'rule-changed',
          threshold: {
            fires: { below: -60e9 },
            before: { fires: { below: -70e9 }, clears: -65e9 },
          },
        }),
      ],
      PAGE,
    );
    expect(text).toContain(
      'fires at a deficit wider than $60bn; before: fires at a deficit wider than $70bn',
    );
  });

  it('carries what must be known beside the figures, and a link to the alert', () => {
    const alert = alertAbout({ notes: ['Excludes chapters 98 and 99.'] });
    const { text } = messageOf([alert], PAGE);
    expect(text).toContain('On the figures: Excludes chapters 98 and 99.');
    expect(text).toContain(`${PAGE}/v1/alerts/${alert.id}`);
  });
});
