import { describe, expect, it } from 'vitest';
import { type AskedOutcome, ledgerEntry } from '../../../functions/ingest/ledger.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period, shift, windowEndingAt } from '../../../shared/domain/period.ts';
import type { Run } from '../../../shared/store/runs.ts';
import { LATER, runOf } from '../../support/ingest-decisions.ts';
import { vintagesOf } from '../../support/observations.ts';

const failed: AskedOutcome = { kind: 'failed', code: 'source.http', reason: 'answered 503' };
const off = { kind: 'off', reason: 'us-census needs an API key and none is set' } as const;

function brought(...periods: string[]): AskedOutcome {
  const amounts = Object.fromEntries(periods.map((period) => [period, 100]));
  return { kind: 'brought', vintages: vintagesOf({ exports: amounts }) };
}

/** The entry of a run after another one. */
function entryOf(outcome: AskedOutcome, last: Run | undefined): Run | undefined {
  return ledgerEntry(outcome, last, { source: 'us-census', run: 'run-2', at: LATER });
}

describe('a run that brought something', () => {
  it('is entered with how much, the newest period, and when', () => {
    expect(entryOf(brought('2025-12', '2026-01', '2025-11'), undefined)).toEqual({
      source: 'us-census',
      run: 'run-2',
      at: LATER,
      outcome: 'changed',
      changed: 3,
      newestPeriod: '2026-01',
      lastChangeAt: LATER,
      arrivals: {},
      code: null,
      reason: null,
    });
  });

  it('of nothing but revisions is no step back from the newest period', () => {
    expect(entryOf(brought('2024-01'), runOf())).toMatchObject({
      changed: 1,
      newestPeriod: '2025-11',
      lastChangeAt: LATER,
    });
  });

  it('enters the same when it is tried again', () => {
    const outcome = brought('2025-12');
    const entry = entryOf(outcome, runOf());
    expect(entryOf(outcome, entry)).toEqual(entry);
  });

  it('after a failure is a change and says nothing of the failure', () => {
    const last = runOf({ outcome: 'failed', changed: 0, code: 'source.http', reason: 'x' });
    expect(entryOf(brought('2025-12'), last)).toMatchObject({
      outcome: 'changed',
      code: null,
      reason: null,
    });
  });
});

describe('the arrival of a period', () => {
  const known = { '2025-11': instant('2026-01-29T13:30:00Z') };
  const last = runOf({ arrivals: known });

  it('is kept where it follows the newest one, with those before it', () => {
    expect(entryOf(brought('2025-12', '2025-11'), last)?.arrivals).toEqual({
      ...known,
      '2025-12': LATER,
    });
    expect(entryOf(brought('2026-01'), runOf({ newestPeriod: period('2025-12') }))).toMatchObject({
      arrivals: { '2026-01': LATER },
    });
  });

  it.each([
    ['with the first load', undefined, ['2025-12']],
    ['with another one', last, ['2025-12', '2026-01']],
    ['as a revision', last, ['2025-11', '2025-10']],
    ['after a failure', runOf({ outcome: 'failed', arrivals: known }), ['2025-12']],
    ['after a key was missing', runOf({ outcome: 'off', arrivals: known }), ['2025-12']],
  ])('says nothing of its release where it came in %s', (_, before, periods) => {
    expect(entryOf(brought(...periods), before)?.arrivals).toEqual(before ? known : {});
  });

  it('stays in the ledger when a run fails or brings only revisions', () => {
    expect(entryOf(failed, last)?.arrivals).toEqual(known);
    expect(entryOf(brought('2025-01'), last)?.arrivals).toEqual(known);
  });

  it('is forgotten after twenty others', () => {
    let entry = runOf();
    for (const of of windowEndingAt(period('2028-02'), 27)) {
      const at = instant(`${shift(of, 2)}-04T13:30:00Z`);
      const run = { source: 'us-census', run: `run-${of}`, at };
      entry = ledgerEntry(brought(of), entry, run) ?? entry;
    }

    expect(Object.keys(entry.arrivals)).toEqual(windowEndingAt(period('2028-02'), 20));
  });
});

describe('a run that found nothing new', () => {
  it.each([undefined, runOf(), runOf({ outcome: 'recovered', changed: 0 })])(
    'leaves no entry after %j',
    (last) => {
      expect(entryOf(brought(), last)).toBeUndefined();
    },
  );

  it.each(['failed', 'off'] as const)(
    'after one that was %s is entered as recovered',
    (outcome) => {
      const last = runOf({ outcome, changed: 0, code: 'source.http', reason: 'answered 503' });
      expect(entryOf(brought(), last)).toEqual({
        ...last,
        run: 'run-2',
        at: LATER,
        outcome: 'recovered',
        code: null,
        reason: null,
      });
    },
  );
});

describe('a run that failed', () => {
  it('is entered with its reason, and keeps when something was last brought', () => {
    const last = runOf();
    expect(entryOf(failed, last)).toEqual({
      ...last,
      run: 'run-2',
      at: LATER,
      outcome: 'failed',
      changed: 0,
      code: 'source.http',
      reason: 'answered 503',
    });
  });

  it('may be the first of all', () => {
    expect(entryOf(failed, undefined)).toMatchObject({ newestPeriod: null, lastChangeAt: null });
  });

  it('is entered once while it goes on, and again for another reason', () => {
    const last = entryOf(failed, runOf());
    expect(entryOf(failed, last)).toBeUndefined();
    expect(entryOf({ ...failed, reason: 'answered 404' }, last)).toMatchObject({
      reason: 'answered 404',
    });
  });
});

describe('a source that is off', () => {
  it('is entered once, with no error code', () => {
    const entry = entryOf(off, runOf());
    expect(entry).toMatchObject({ outcome: 'off', code: null, changed: 0 });
    expect(entryOf(off, entry)).toBeUndefined();
  });

  it('is no failure, though it gives the same reason', () => {
    expect(entryOf(off, entryOf({ ...failed, reason: off.reason }, undefined))).toBeDefined();
  });

  it('is entered again when it fails in between', () => {
    expect(entryOf(off, entryOf(failed, entryOf(off, undefined)))).toMatchObject({
      outcome: 'off',
    });
  });
});
