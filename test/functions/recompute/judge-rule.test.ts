import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/recompute/decide.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';
import {
  type History,
  knowledgeAfter,
  knowledgeAt,
  recomputedAt,
} from '../../support/pair-knowledge.ts';
import { storedRuleOf } from '../../support/rules.ts';

/** The alerts of the last of several recomputations. */
function alertsAt(history: History, ...instants: string[]): readonly Alert[] {
  return recomputedAt(history, ...instants).at(-1)?.alerts ?? [];
}

describe('a restatement', () => {
  const january = '2026-01-29T13:30:00Z';
  const february = '2026-02-19T13:30:00Z';

  it('of one flow of a month whose other flow comes late leaves the month filled late', () => {
    const rule = storedRuleOf({ metric: 'balance', fires: { above: 25 }, clears: 10 });
    const known = [
      ...vintagesOf({ exports: amountsFrom('2025-10', [20, 20, 20]) }, { knownAt: january }),
      ...vintagesOf({ imports: { '2025-10': 20, '2025-12': 5 } }, { knownAt: january }),
      ...vintagesOf({ exports: { '2025-11': 40 } }, { knownAt: february, print: 2 }),
      ...vintagesOf({ imports: { '2025-11': 10 } }, { knownAt: february }),
    ];
    expect(alertsAt({ vintages: known, rules: [rule] }, january, february)).toMatchObject([
      { reason: 'late-fill', period: '2025-11', previous: null },
    ]);
  });

  it('of nothing but the status is no change that is told', () => {
    const rule = storedRuleOf({ metric: 'duties', fires: { changesBy: 5 } });
    const known = [
      ...vintagesOf({ duties: { '2025-10': 1 } }, { knownAt: '2025-12-01T00:00:00Z' }),
      ...vintagesOf({ duties: { '2025-11': 8, '2025-12': 8 } }, { knownAt: january }),
      ...vintagesOf({ duties: { '2025-11': 2, '2025-12': 8 } }, { knownAt: february, print: 2 }),
    ];
    const history = { vintages: known, rules: [rule] };
    // December, still at 8, had been measured against the 8 of November; it is left to the next month.
    expect(alertsAt(history, '2025-12-01T00:00:00Z', january, february)).toMatchObject([
      { reason: 'retracted', period: '2025-11' },
    ]);
  });
});

describe('an edited rule', () => {
  const january = '2026-01-29T13:30:00Z';
  const known = vintagesOf({ duties: { '2025-10': 8, '2025-11': 11 } });
  const before = storedRuleOf({ metric: 'duties', clears: 9 });
  const editedAt = (writtenAt: string, overrides: Record<string, unknown>) => {
    const first = knowledgeAt({ vintages: known, rules: [before] }, january);
    const rule = storedRuleOf({ metric: 'duties', ...overrides }, { version: 2, writtenAt });
    const history = { vintages: known, rules: [rule] };
    return decide(knowledgeAfter(first, decide(first), history, january)).alerts;
  };

  it('is not what dates the news that it brings later', () => {
    const news = vintagesOf({ duties: { '2025-12': 8 } }, { knownAt: '2026-02-19T13:30:00Z' });
    const rule = storedRuleOf({ metric: 'duties' }, { writtenAt: '2026-03-01T00:00:00Z' });
    const history = { vintages: [...known, ...news], rules: [rule] };
    expect(alertsAt(history, january, '2026-02-19T13:30:00Z')).toMatchObject([
      { reason: 'cleared', knownAt: '2026-02-19T13:30:00.000Z' },
    ]);
  });

  it('is judged by the figures that were there when it was written, and those that came since by it', () => {
    const first = knowledgeAt({ vintages: known, rules: [before] }, january);
    const news = vintagesOf(
      { duties: { '2025-12': 8, '2026-01': 13 } },
      { knownAt: '2026-02-19T13:30:00Z' },
    );
    const rule = storedRuleOf(
      { metric: 'duties', fires: { above: 12 } },
      { version: 2, writtenAt: '2026-02-01T00:00:00Z' },
    );
    const history = { vintages: [...known, ...news], rules: [rule] };
    const { alerts } = decide(
      knowledgeAfter(first, decide(first), history, '2026-02-20T00:00:00Z'),
    );
    expect(alerts.map(({ id }) => id)).toEqual([
      '20260201T000000000Z.XA-XB.xa-xb-line-v2.2025-11.rule-changed',
      '20260219T133000000Z.XA-XB.xa-xb-line-v2.2026-01.crossed',
    ]);
  });

  it('is told at once, with its line before and when it was written', () => {
    const [alert] = editedAt('2026-02-01T10:00:00Z', { fires: { above: 12 }, note: 'Raised.' });
    expect(alert).toMatchObject({
      id: '20260201T100000000Z.XA-XB.xa-xb-line-v2.2025-11.rule-changed',
      reason: 'rule-changed',
      firing: false,
      since: '2025-11',
      note: 'Raised.',
      knownAt: '2026-02-01T10:00:00.000Z',
      threshold: { fires: { above: 12 }, before: { fires: { above: 10 }, clears: 9 } },
    });
  });

  it('is dated no earlier than the figures that it is judged on', () => {
    const [alert] = editedAt('2026-01-01T00:00:00Z', { fires: { above: 12 } });
    expect(alert?.knownAt).toBe('2026-01-29T13:30:00.000Z');
  });

  it('is not told where its line did not cross the value', () => {
    expect(editedAt('2026-02-01T10:00:00Z', { fires: { above: 9 } })).toEqual([]);
  });
});
