import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../functions/alert/message.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { period } from '../../../shared/domain/period.ts';
import { sparklineOf } from '../../../shared/domain/sparkline.ts';
import { alertAbout } from '../../support/alerts.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';

const PAGE = 'https://tidemark.example';

const series = sparklineOf(
  Object.entries(amountsFrom('2026-01', [-52e9, -54e9, undefined, -58e9, -58_504_199_003, -61e9]))
    .filter(([, amount]) => amount !== undefined)
    .map(([of, amount]) => ({ period: period(of), value: new Big(amount ?? 0) })),
);

const crossed = alertAbout({
  previous: { period: '2026-05', value: -58_504_199_003 },
  note: 'Over twelve months, so that a seasonal dip does not look like a turn.',
  notes: ['Figures exclude chapter 98.', 'Provisional. Figures exclude chapter 98.'],
  context: {
    direction: 'lowest',
    rank: { place: 1, of: 60 },
    since: null,
    recordSince: period('2021-07'),
    streak: { direction: 'falling', length: 3 },
    percentile: 0.8,
  },
  sparkline: series,
  inputs: vintagesOf({ exports: { '2026-06': 1 } }, { knownAt: '2026-08-04T12:30:00Z' }),
});

function textOf(...alerts: [Alert, ...Alert[]]): string {
  return messageOf(alerts, PAGE).text;
}

describe('a mail about one alert', () => {
  it('reads like this', () => {
    const alert = { ...crossed, pair: pair('QM-QN') };
    expect(messageOf([alert], PAGE).subject).toBe(
      'QM-QN: 12-month deficit crosses $60bn at $61.00bn in June 2026, widest of 60 months on record',
    );
    expect(
      textOf(alert),
    ).toBe(`QM-QN: 12-month deficit crosses $60bn at $61.00bn in June 2026, widest of 60
months on record

12-month trade balance: QM (reporter) with QN; exports FOB, imports CIF

  June 2026: -61,000,000,000 USD
  May 2026: -58,504,199,003 USD
  Change: -2,495,800,997 USD
  Line: fires at a deficit wider than $60bn, clears narrower than $58bn
  Context: widest deficit on record, which begins July 2021 (60 months); it
    has widened for 3 months in a row

  █▆·▃▃▁
  January 2026 to June 2026: low -$61.00bn in June 2026, high -$52.00bn in
  January 2026; a dot is a period without a figure

  Why: new data; a new period was published
  Rule: xa-xb-deficit, version 1, warning
  Note: Over twelve months, so that a seasonal dip does not look like a
    turn.
  On the figures: Provisional. Figures exclude chapter 98.
  Source: U.S. Census Bureau, International Trade in Goods (us-census)
  Release: 4 August 2026
  Vintage: 4 August 2026, 12:30 UTC
  Alert: https://tidemark.example/alerts/20260804T123000000Z.XA-XB.xa-xb-deficit-v1.2026-06.crossed
  Pair: https://tidemark.example/pairs/QM-QN

--
Tidemark. Every vintage of every number: https://tidemark.example
To stop these mails, paste the unsubscribe link below into
https://tidemark.example/#stop
To change what you are sent, stop them and subscribe anew.
`);
  });

  it('says of a restated period how it was known before, and by how many points a percent moved', () => {
    const text = textOf(
      alertAbout({
        ...{ reason: 'retracted', metric: 'effective-tariff-rate', unit: 'percent' },
        value: '8.5315',
        previous: { period: '2026-06', value: '13.8945' },
        threshold: { fires: { above: 10 } },
      }),
    );
    expect(text).toContain('  June 2026: 8.5315 %\n  June 2026 as known before: 13.8945 %\n');
    expect(text).toContain('  Change: -5.3630 percentage points\n');
    expect(text).toContain(
      '  Why: revision; a period that had been judged before was restated, and an\n    earlier alert no longer holds\n',
    );
  });

  it('names the old line and the new one when a rule was edited', () => {
    const before = { fires: { below: -70e9 }, clears: -65e9 };
    const alert = alertAbout({
      reason: 'rule-changed',
      threshold: { fires: { below: -60e9 }, before },
    });
    expect(messageOf([alert], PAGE).subject).toMatch(/line moved from \$70bn to \$60bn/);
    expect(textOf(alert).replaceAll('\n    ', ' ')).toContain(
      '  Line before: fires at a deficit wider than $70bn, clears narrower than $65bn\n  Line now: fires at a deficit wider than $60bn\n',
    );
    expect(textOf(alert)).toContain(
      '  Why: edited rule; the line was moved, the figures did not change',
    );
  });

  it('says for how long it had been firing when it clears', () => {
    const cleared = { reason: 'cleared', firing: false, value: -57e9, since: '2026-02' } as const;
    expect(textOf(alertAbout(cleared))).toContain(
      '  Fired for: 4 months, February 2026 to May 2026\n',
    );
    const context = crossed.context && { ...crossed.context, recordSince: period('2026-02') };
    expect(textOf(alertAbout({ ...cleared, context }))).toContain(
      'or longer: the record\n    begins there',
    );
    expect(textOf(alertAbout({ ...cleared, since: '2026-05' }))).toContain(
      '  Fired for: 1 month, May 2026\n',
    );
  });

  it('tells a revision that ends a firing from one that takes back where it began', () => {
    const ended = textOf(
      alertAbout({ reason: 'retracted', firing: false, value: -57e9, since: '2026-02' }),
    );
    expect(ended.replaceAll('\n    ', ' ')).toContain(
      'and ends a firing that was taken to go on\n',
    );
    expect(ended).toContain('  Fired for: 4 months, February 2026 to May 2026\n');
    const taken = textOf(
      alertAbout({ reason: 'retracted', firing: false, value: -57e9, since: '2026-06' }),
    );
    expect(taken.replaceAll('\n    ', ' ')).toContain('and an earlier alert no longer holds\n');
    expect(taken).not.toContain('Fired for');
  });

  it('says what a change is measured against', () => {
    const alert = alertAbout({
      threshold: { fires: { changesBy: 5e9 } },
      against: new Big(-55e9),
    });
    expect(textOf(alert)).toContain('  When last told: -55,000,000,000 USD\n');
  });

  it.each([
    [
      '2nd of a long record',
      { since: '2022-09', rank: { place: 2, of: 60 } },
      'widest deficit since September 2022 (2nd lowest of 60 months on record)',
    ],
    [
      'a rank',
      { since: '2026-05', rank: { place: 3, of: 60 } },
      '3rd widest deficit among 60 values on record',
    ],
  ])('tells the context of %s', (_, { since, rank }, words) => {
    const context = crossed.context && {
      ...{ ...crossed.context, streak: null },
      ...{ since: period(since), rank },
    };
    expect(textOf(alertAbout({ context })).replaceAll('\n    ', ' ')).toContain(
      `  Context: ${words}\n`,
    );
  });

  it('says that a balance fell, not that it widened, where it was on both sides of zero', () => {
    const sparkline = sparklineOf(
      [5e9, 1e9, -61e9].map((value, index) => ({
        period: period(`2026-0${index + 4}`),
        value: new Big(value),
      })),
    );
    expect(textOf(alertAbout({ context: crossed.context, sparkline }))).toContain(
      'has fallen for 3 months in a row',
    );
  });

  it('names each source and its release where there are several', () => {
    const inputs = [
      ...vintagesOf({ exports: { '2026-06': 1 } }, { knownAt: '2026-08-04T12:30:00Z' }),
      ...vintagesOf(
        { imports: { '2026-06': 1 } },
        { knownAt: '2026-07-30T00:00:00Z', source: 'xb-customs' },
      ),
    ];
    expect(textOf(alertAbout({ inputs })).replaceAll('\n    ', ' ')).toContain(
      '  Source: xb-customs\n  Release: 4 August 2026 (us-census), 30 July 2026 (xb-customs)\n',
    );
  });
});

describe('a subject', () => {
  it('names the pair first and says how many more alerts of how many pairs are in the mail', () => {
    const { subject } = messageOf(
      [alertAbout(), alertAbout({ pair: 'XC-XD', severity: 'info' })],
      PAGE,
    );
    expect(subject).toBe(
      'XA-XB: 12-month deficit crosses $60bn at $61.00bn in June 2026 (+1, 2 pairs)',
    );
  });

  it('leads with the gravest alert, then with what was taken back, then with what is new', () => {
    const retracted = alertAbout({ pair: 'XC-XD', reason: 'retracted', firing: false });
    const cleared = alertAbout({ pair: 'QM-QN', rule: 'a', reason: 'cleared', firing: false });
    expect(messageOf([alertAbout(), retracted], PAGE).subject).toMatch(/^XC-XD: retracted/);
    expect(messageOf([cleared, alertAbout()], PAGE).subject).toMatch(/^XA-XB: .* crosses/);
    const critical = alertAbout({ pair: 'XE-XF', severity: 'critical' });
    expect(messageOf([alertAbout(), retracted, critical], PAGE).subject).toMatch(
      /^XE-XF: .*\(\+2, 3 pairs, revision\)$/,
    );
  });

  it('says revision behind a new crossing of the same rule, too', () => {
    const revised = alertAbout({ period: '2026-05', reason: 'crossed-on-revision' });
    const { subject } = messageOf([revised, alertAbout()], PAGE);
    expect(subject).toMatch(/^XA-XB: 12-month deficit crosses .* \(\+1, revision\)$/);
  });

  it('ends with a whole word where it must end early: a figure that is cut is another figure', () => {
    const before = { fires: { record: 'low', years: 100 } } as const;
    const alert = alertAbout({
      reason: 'rule-changed',
      metric: 'balance-ytd',
      threshold: { fires: { below: -60e9 }, before },
    });
    const { subject } = messageOf([alert], PAGE);
    expect(subject).toBe(
      'XA-XB: line moved from the 100-year record to $60bn: deficit of the year to date of June 2026...',
    );
  });
});

describe('a mail about several alerts', () => {
  const ofXC = alertAbout({ pair: 'XA-XC' });
  const yoy = alertAbout({
    ...{ rule: 'xa-xb-exports-yoy', metric: 'exports-yoy', unit: 'percent' },
    ...{ value: 12.3, threshold: { fires: { above: 10 } }, severity: 'info' },
  });

  it('begins with a headline a pair where there are several pairs, and with none for one pair', () => {
    expect(textOf(ofXC, crossed, yoy)).toMatch(
      /^2 pairs in this digest:\n\n {2}XA-XB: .*\n {4}.* \(\+1\)\n {2}XA-XC: .*\n\nXA-XB: /,
    );
    expect(textOf(crossed, yoy)).not.toContain('digest');
  });

  it('folds a change on a year before under the level of its pair, as a line', () => {
    const text = textOf(yoy, crossed, ofXC);
    const [, ofXB = ''] = text.split('\n\nXA-XB: ');
    expect(ofXB).toContain(
      `\n  On a year before:\n  - exports on a year before cross 10% at +12.30% in June 2026\n    ${PAGE}/alerts/${yoy.id}\n`,
    );
    expect(text).not.toMatch(/^XA-XB: exports/m);
  });

  it('gives a change on a year before a section of its own where its pair has nothing else', () => {
    expect(textOf(yoy, ofXC)).toMatch(/^XA-XB: exports on a year before cross/m);
  });

  it('tells several alerts of a rule in one section, the figures of the first and a line of the others', () => {
    const earlier = alertAbout({ period: '2026-05', reason: 'cleared', firing: false });
    const text = textOf(earlier, crossed);
    expect(text.match(/ {2}Rule: /g)).toHaveLength(1);
    expect(text).toContain(
      '\n  Also of this rule:\n  - 12-month deficit back at $61.00bn in May 2026,',
    );
  });

  it('has its sections apart, and its pairs in the same order every time', () => {
    const info = alertAbout({ pair: 'QM-QN', rule: 'qm-qn', severity: 'info' });
    const text = textOf(info, ofXC, crossed);
    const order = [...text.matchAll(/ {2}Pair: \S+\/(\S+)$/gm)].map(([, pair]) => pair);
    expect(order).toEqual(['XA-XB', 'XA-XC', 'QM-QN']);
    expect(text.split(`\n\n${'-'.repeat(40)}\n\n`)).toHaveLength(3);
  });
});
