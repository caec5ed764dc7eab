import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../functions/ingest/compare-sources.ts';
import { decideCrossCheck, type Judged } from '../../../functions/ingest/cross-check-notice.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { period } from '../../../shared/domain/period.ts';
import type { CrossCheck } from '../../../shared/store/cross-checks.ts';
import { assertLaw } from '../../support/law.ts';
import { vintagesOf } from '../../support/observations.ts';

const NOW = instant('2026-11-25T06:00:00Z');
const NEVER: CrossCheck = {
  pair: pair('XA-XB'),
  frequency: 'M',
  source: 'xa-customs',
  against: 'xb-customs',
  version: 0,
  differing: [],
};
const AROUND = {
  from: period('2025-01'),
  now: NOW,
  tolerance: { percent: 0.5, dollars: 1000, because: 'one of them rounds' },
};

type Kinds = Readonly<Record<string, Verdict['kind']>>;

/** Exports by month, and how the two sources stand on them. */
function judged(kinds: Kinds): Judged[] {
  return Object.entries(kinds).flatMap(([of, kind]): Judged[] => {
    const [stored] = vintagesOf({ exports: { [of]: 1000 } }, { source: 'xb-customs' });
    const [other] = vintagesOf({ exports: { [of]: 1100 } }, { source: 'xa-customs' });
    if (!stored || !other) return [];
    const verdict: Verdict = kind === 'differs' ? { kind, percent: new Big('9.995') } : { kind };
    return [{ stored, other, verdict }];
  });
}

function decided(before: CrossCheck, kinds: Kinds, around = AROUND) {
  return decideCrossCheck(before, judged(kinds), around);
}

function differing(...months: string[]): CrossCheck {
  return { ...NEVER, version: 3, differing: months.map((of) => `exports ${of}`) };
}

describe('two sources that agree', () => {
  it('are nothing to tell, and nothing to write', () => {
    expect(decided(NEVER, { '2025-06': 'agrees', '2025-07': 'earlier-vintage' })).toBeUndefined();
    expect(decided(NEVER, {})).toBeUndefined();
  });

  it('are told once they agree again, whichever way they came to', () => {
    for (const kind of ['agrees', 'earlier-vintage'] as const) {
      const change = decided(differing('2025-06'), { '2025-06': kind });
      expect(change?.check).toMatchObject({ version: 4, differing: [] });
      expect(change?.notice.subject).toBe(
        'Tidemark: xa-customs and xb-customs agree again on XA-XB: 1 figure',
      );
    }
  });
});

describe('two sources that differ', () => {
  it('are told with both figures, by how much, what is allowed and why', () => {
    const change = decided(NEVER, { '2025-06': 'differs', '2025-07': 'agrees' });
    expect(change?.check).toEqual({ ...NEVER, version: 1, differing: ['exports 2025-06'] });
    expect(change?.notice).toMatchObject({
      id: 'differs#XA-XB#M#xa-customs#xb-customs#v1',
      subject: 'Tidemark: xa-customs and xb-customs differ on XA-XB: 1 figure',
    });
    expect(change?.notice.text).toContain(
      '  exports June 2025: xb-customs 1000 (FAS), xa-customs 1100 (FAS): +10.00 %; known since 2026-01-29',
    );
    expect(change?.notice.text).toContain(
      'Allowed are 0.5 % and 1000 dollars: one of them rounds.',
    );
  });

  it('are not told again while they do, and are with what comes to it', () => {
    const before = differing('2025-06');
    expect(decided(before, { '2025-06': 'differs' })).toBeUndefined();
    const change = decided(before, { '2025-06': 'differs', '2025-07': 'differs' });
    expect(change?.check.differing).toEqual(['exports 2025-06', 'exports 2025-07']);
    expect(change?.notice.text).not.toContain('June 2025');
    expect(change?.notice.text).toContain('In all 2 figures of this pair differ now.');
  });

  it('go on to where no judgement is made', () => {
    const before = differing('2025-06');
    for (const kind of ['settling', 'estimated', 'not-comparable'] as const) {
      expect(decided(before, { '2025-06': kind })).toBeUndefined();
    }
    expect(decided(before, {})).toBeUndefined();
  });

  it('on a period that is looked at no more are forgotten, with the next that is told', () => {
    const before = differing('2024-12', '2025-06');
    expect(decided(before, { '2025-06': 'differs' })).toBeUndefined();
    const change = decided(before, { '2025-06': 'agrees' });
    expect(change?.check.differing).toEqual([]);
  });

  it('on more than can be read are told by the first twenty, with the count of the others', () => {
    const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
    const of = (year: string) => months.map((month) => [`${year}-${month}`, 'differs'] as const);
    const change = decided(NEVER, Object.fromEntries([...of('2025'), ...of('2026')]));
    expect(
      change?.notice.text.split('\n').filter((line) => line.includes('known since')),
    ).toHaveLength(20);
    expect(change?.notice.text).toContain('  and 4 figures more');
  });
});

it('of each figure the operator is told that it differs and that it is over by turns, whatever polls bring', () => {
  const kind = fc.constantFrom<Verdict['kind']>('agrees', 'differs', 'settling', 'earlier-vintage');
  const poll = fc.dictionary(fc.constantFrom('2025-06', '2025-07', '2025-08'), kind);
  assertLaw(
    fc.property(fc.array(poll, { maxLength: 20 }), (polls) => {
      let check = NEVER;
      const told = new Map<string, boolean>();
      for (const kinds of polls) {
        const change = decided(check, kinds);
        const after = change?.check ?? check;
        for (const [month, verdict] of Object.entries(kinds)) {
          const figure = `exports ${month}`;
          const [was, is] = [check.differing.includes(figure), after.differing.includes(figure)];
          if (was === is) continue;
          // A change of the state is what the notice says, and the verdict of this very poll.
          expect(is).toBe(verdict === 'differs');
          expect(told.get(figure) ?? false).toBe(was);
          told.set(figure, is);
        }
        check = after;
      }
    }),
  );
});
