import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../functions/alert/message.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { period, shift } from '../../../shared/domain/period.ts';
import { alertAbout } from '../../support/alerts.ts';
import { vintagesOf } from '../../support/observations.ts';
import { recomputedAt } from '../../support/pair-knowledge.ts';
import { storedRuleOf } from '../../support/rules.ts';

const PAGE = 'https://tidemark.example';
const MONTHS = Array.from({ length: 37 }, (_, index) => shift(period('2022-12'), index));
const REVISION = '2026-02-10T13:30:00Z';
const BN = 1_000_000_000;

/** When a month was first printed. */
function printedAt(index: number): string {
  return new Date(Date.UTC(2023, index, 10, 13, 30)).toISOString();
}

/**
 * Three years of a pair whose monthly deficit is wider than $60bn every third month, and the annual revision of all of them that
 * leaves none so wide, with the first print of one more month.
 */
function threeYears(pair: string, revisedBy: (index: number) => number): Vintage[] {
  const imports = MONTHS.map((_, index) => (index % 3 === 1 ? 162 : 150) * BN + index);
  const first = MONTHS.flatMap((month, index) =>
    vintagesOf(
      { exports: { [month]: 100 * BN }, imports: { [month]: imports[index] } },
      { pair, knownAt: printedAt(index), run: `run-${index}` },
    ),
  );
  const revised = MONTHS.slice(1).flatMap((month, index) =>
    vintagesOf(
      { imports: { [month]: (imports[index + 1] ?? 0) - revisedBy(index + 1) } },
      { pair, knownAt: REVISION, run: 'revision', print: 2 },
    ),
  );
  const next = shift(MONTHS.at(-1) ?? period('2025-12'), 1);
  const newest = vintagesOf(
    { exports: { [next]: 100 * BN }, imports: { [next]: 150 * BN } },
    { pair, knownAt: REVISION, run: 'revision' },
  );
  return [...first, ...revised, ...newest];
}

/** What the rules of a pair tell when the revision comes, after they have told of every month. */
function toldOfRevision(pair: string, revisedBy: (index: number) => number): readonly Alert[] {
  const rule = storedRuleOf({
    ...{ id: `${pair.toLowerCase()}-deficit`, pair, metric: 'balance', severity: 'warning' },
    fires: { below: -60 * BN },
  });
  const instants = [...MONTHS.map((_, index) => printedAt(index)), REVISION];
  const recomputations = recomputedAt(
    { vintages: threeYears(pair, revisedBy), rules: [rule] },
    ...instants,
  );
  expect(recomputations.slice(0, -1).flatMap(({ alerts }) => alerts)).toHaveLength(24);
  return recomputations.at(-1)?.alerts ?? [];
}

const alerts = [
  ...toldOfRevision('XA-XB', () => 4 * BN),
  ...toldOfRevision('XA-XC', (index) => (index === 19 ? 40 : 3) * BN),
  ...toldOfRevision('XB-XC', () => 5 * BN),
];
const [first, ...others] = alerts;
if (!first) throw new Error('the revision is told');
const { subject, text } = messageOf([first, ...others], PAGE);

describe('an annual revision that takes back three years of alerts on three pairs', () => {
  it('is twelve retractions a rule and no crossing', () => {
    expect(alerts.map(({ reason }) => reason)).toEqual(Array(36).fill('retracted'));
  });

  it('is one digest whose subject says revision, and what changed most', () => {
    expect(subject).toBe(
      'XA-XC: revision retracts 12, monthly deficit of 2024-07 from $62.00bn to $22.00bn (+24, 3 pairs)',
    );
  });

  it('says above all that these are restated figures, and which changed most', () => {
    const [, summary = ''] = text.split('\n\n').slice(1);
    expect(summary.replaceAll('\n', ' ')).toBe(
      'Revision: All 36 alerts come of restated figures, not of a new period. Changed most: XA-XC monthly deficit of July 2024, from $62.00bn to $22.00bn.',
    );
  });

  it('has a section a pair and rule, not one an alert', () => {
    expect(text.match(/^ {2}Rule: /gm)).toHaveLength(3);
    expect(text.match(/^X.-X.: revision retracts 12 alerts on monthly deficit, /gm)).toHaveLength(
      3,
    );
    expect(text).not.toMatch(/crosses/);
  });

  it('gives the figures of what changed most, and a line and a link of each of the others', () => {
    expect(text).toContain(
      '  July 2024: -22,000,000,019 USD\n  July 2024 as known before: -62,000,000,019 USD\n',
    );
    for (const { id } of alerts) {
      expect(text.split(`${PAGE}/alerts/${id}\n`), id).toHaveLength(2);
    }
  });

  it('tells a crossing of the new month for what it is, beside the revision', () => {
    const crossed = {
      ...first,
      id: 'new',
      reason: 'crossed' as const,
      severity: 'critical' as const,
      rule: 'other',
    };
    const mixed = messageOf([crossed, ...alerts], PAGE);
    expect(mixed.subject).toMatch(/^XA-XB: monthly deficit crosses .*\(\+36, 3 pairs, revision\)$/);
    expect(mixed.text).toContain('Revision: 36 of 37 alerts come of restated figures');
  });
});

it('a revision that takes some alerts of a rule back and raises another says both', () => {
  const rule = storedRuleOf({
    id: 'xa-xb-duties',
    pair: 'XA-XB',
    metric: 'duties',
    fires: { above: 10 },
  });
  const duties = (amounts: Record<string, number>, knownAt: string, print = 1) =>
    vintagesOf({ duties: amounts }, { knownAt, print });
  const vintages = [
    ...duties({ '2025-01': 5, '2025-02': 5 }, '2025-03-10T00:00:00Z'),
    ...duties({ '2025-03': 12, '2025-04': 5, '2025-05': 13, '2025-06': 6 }, '2025-07-10T00:00:00Z'),
    ...duties({ '2025-03': 9, '2025-05': 8, '2025-06': 12 }, '2025-08-10T00:00:00Z', 2),
  ];
  const revision = recomputedAt(
    { vintages, rules: [rule] },
    '2025-03-10',
    '2025-07-10',
    '2025-08-10',
  );
  const [lead, ...more] = revision.at(-1)?.alerts ?? [];
  if (!lead) throw new Error('the revision is told');
  const message = messageOf([lead, ...more], PAGE);

  expect([lead, ...more].map(({ reason, period: of }) => `${reason} ${of}`)).toEqual([
    'retracted 2025-03',
    'retracted 2025-05',
    'crossed-on-revision 2025-06',
  ]);
  expect(message.subject).toBe(
    'XA-XB: revision retracts 2 alerts and raises 1 alert, duties of June 2025 from $6 to $12',
  );
  expect(message.text).toContain('\n  The revision changes for this rule, too:\n');
});

it('what changed most is what moved furthest beside its line, a rate as well as an amount', () => {
  const retracted = { reason: 'retracted', firing: false } as const;
  const billions = alertAbout({
    ...retracted,
    value: -59e9,
    previous: { period: '2026-06', value: -62e9 },
  });
  const points = alertAbout({
    ...{ ...retracted, pair: 'XA-XC', metric: 'effective-tariff-rate', unit: 'percent' },
    ...{ value: 8, previous: { period: '2026-06', value: 13 } },
    threshold: { fires: { above: 10 } },
  });

  expect(messageOf([billions, points], PAGE).subject).toBe(
    'XA-XC: revision retracts 1 alert, effective tariff of June 2026 from 13.00% to 8.00% (+1, 2 pairs)',
  );
});
