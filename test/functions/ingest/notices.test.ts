import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../functions/ingest/ledger.ts';
import { type Ended, isInTrouble, noticesDue } from '../../../functions/ingest/notices.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { runOf } from '../../support/ingest-decisions.ts';
import { fakeSource } from '../../support/polls.ts';

const failed: Outcome = { kind: 'failed', code: 'source.shape', reason: 'an answer of HTML' };
const quiet: Outcome = { kind: 'brought', vintages: [] };
/** Told 30 days after the month: December 2025 is due on the 30th of January, late until twenty days after, and then stale. */
const NEWEST = period('2025-11');

function ended(over: Partial<Ended> = {}): Ended {
  return {
    source: fakeSource(),
    run: '2026-01-10T08:00:00Z#e2',
    at: instant('2026-01-10T08:00:00Z'),
    outcome: quiet,
    isTriedAgain: false,
    last: runOf({ source: 'xa-customs', newestPeriod: NEWEST }),
    newest: NEWEST,
    arrivals: {},
    ...over,
  };
}

const failedBefore = runOf({
  source: 'xa-customs',
  run: '2026-01-09T08:00:00Z#e1',
  outcome: 'failed',
  reason: 'an answer of HTML',
  newestPeriod: NEWEST,
});

describe('a healthy run', () => {
  it('is nothing to tell', () => {
    expect(noticesDue(ended())).toEqual([]);
    expect(isInTrouble(ended())).toBe(false);
  });

  it('of a source that has brought nothing yet is nothing to tell', () => {
    expect(noticesDue(ended({ last: undefined, newest: null }))).toEqual([]);
  });
});

describe('a source that fails', () => {
  it('is told once its run is tried no more, with the reason and where to read on', () => {
    const [told, ...others] = noticesDue(ended({ outcome: failed }));

    expect(others).toEqual([]);
    expect(told?.notice.subject).toBe('Tidemark: xa-customs fails: an answer of HTML');
    expect(told?.notice.text).toContain('RUNBOOK.md, "A source fails"');
    expect(told).not.toHaveProperty('onlyAfter');
    expect(noticesDue(ended({ outcome: failed, isTriedAgain: true }))).toEqual([]);
  });

  it('for the same reason as before is the same notice, and for another one another', () => {
    const first = noticesDue(ended({ outcome: failed, run: failedBefore.run }));
    const again = noticesDue(ended({ outcome: failed, last: failedBefore }));
    const otherwise = noticesDue(
      ended({ outcome: { ...failed, reason: 'timed out' }, last: failedBefore }),
    );

    expect(again[0]?.notice.id).toBe(first[0]?.notice.id);
    expect(otherwise[0]?.notice.id).not.toBe(first[0]?.notice.id);
  });

  it('has a subject that SNS takes, whatever the reason says', () => {
    const reason = `caf\u00e9 \n\u2013 ${'long '.repeat(40)}`;
    const [told] = noticesDue(ended({ outcome: { ...failed, reason } }));

    expect(told?.notice.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it('and works again is told so, if the failure was told', () => {
    const [told] = noticesDue(ended({ last: failedBefore }));

    expect(told?.notice.subject).toBe('Tidemark: xa-customs works again');
    expect(told?.onlyAfter).toBe(
      noticesDue(ended({ outcome: failed, run: failedBefore.run }))[0]?.notice.id,
    );
  });

  it('does not work again by another piece or try of the poll that failed', () => {
    for (const run of [failedBefore.run, `${failedBefore.run}#00002`]) {
      expect(noticesDue(ended({ last: failedBefore, run }))).toEqual([]);
    }
  });

  it('is trouble for the alarm once it is tried no more', () => {
    expect(isInTrouble(ended({ outcome: failed }))).toBe(true);
    expect(isInTrouble(ended({ outcome: failed, isTriedAgain: true }))).toBe(false);
  });
});

describe('a source that is off', () => {
  it('was told in the first mail, and is no trouble', () => {
    const off = ended({ outcome: { kind: 'off', reason: 'no key' } });

    expect(noticesDue(off)).toEqual([]);
    expect(isInTrouble(off)).toBe(false);
  });
});

describe('a source past its release', () => {
  it.each([
    ['2026-01-30T08:00:00Z', 0],
    ['2026-01-31T08:00:00Z', 0],
    ['2026-02-19T23:59:59Z', 0],
    ['2026-02-20T08:00:00Z', 1],
    ['2026-06-01T08:00:00Z', 1],
  ])('is, at %s, told %d times', (at, times) => {
    const late = ended({ at: instant(at) });

    expect(noticesDue(late)).toHaveLength(times);
    expect(isInTrouble(late)).toBe(times > 0);
  });

  it('is the same notice each day, and names what is missing and since when', () => {
    const [first] = noticesDue(ended({ at: instant('2026-02-20T08:00:00Z') }));
    const [later] = noticesDue(ended({ at: instant('2026-03-20T08:00:00Z') }));

    expect(later?.notice.id).toBe(first?.notice.id);
    expect(first?.notice.subject).toContain('nothing after November 2025');
    expect(first?.notice.text).toContain(
      'December 2025 was expected on 2026-01-30, and by 2026-02-19 at the latest.',
    );
  });

  it('and brings what was missing has caught up, if it was told to be late', () => {
    const [stale] = noticesDue(ended({ at: instant('2026-02-20T08:00:00Z') }));
    const [told, ...others] = noticesDue(
      ended({ at: instant('2026-02-21T08:00:00Z'), newest: period('2025-12') }),
    );

    expect(others).toEqual([]);
    expect(told?.notice.subject).toContain('caught up with December 2025');
    expect(told?.onlyAfter).toBe(stale?.notice.id);
  });
});
