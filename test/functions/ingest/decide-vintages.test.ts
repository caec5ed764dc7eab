import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideChanges } from '../../../functions/ingest/decide.ts';
import { instant, type Observation, type Vintage } from '../../../shared/domain/observation.ts';
import { type Change, contentHash } from '../../../shared/store/observations.ts';
import { accepted, decided, LATER, PLAUSIBILITY } from '../../support/ingest-decisions.ts';
import { assertLaw } from '../../support/law.ts';
import { anyInstant, vintagesOf } from '../../support/observations.ts';

/** What a source that keeps vintages says of exports in January 2025: amounts by the instant of their release. */
function released(amounts: Readonly<Record<string, number>>, source = 'us-census'): Observation[] {
  return Object.entries(amounts).flatMap(([at, amount]) =>
    vintagesOf({ exports: { '2025-01': amount } }, { source }).map(
      ({ knownAt, run, print, ...said }) => ({ ...said, releasedAt: instant(at) }),
    ),
  );
}

/** What is stored of it. */
function stored(amount: number, knownAt: string, provenance = {}): Vintage[] {
  return vintagesOf({ exports: { '2025-01': amount } }, { knownAt, ...provenance });
}

function vintagesIn({ vintage, between = [] }: Change): Vintage[] {
  return [...between, vintage];
}

/** Every vintage that is written, in order. */
function written(...given: Parameters<typeof decided>): string[] {
  return accepted(...given)
    .changes.flatMap(vintagesIn)
    .map(({ value, knownAt, print }) => `${value.toFixed()} ${knownAt.slice(0, 10)} ${print}`);
}

describe('a figure that comes with its vintages', () => {
  it('is written with all of them, known since their release and not since the run', () => {
    const incoming = released({ '2025-05-01': 120, '2025-03-05': 100, '2025-04-03': 110 });
    expect(written(incoming, [])).toEqual([
      '100 2025-03-05 1',
      '110 2025-04-03 2',
      '120 2025-05-01 3',
    ]);
    const { changes, broughtBy } = accepted(incoming, []);
    expect(changes).toMatchObject([{ replaces: undefined, between: [{ print: 1 }, { print: 2 }] }]);
    // It is one figure, however often it was restated.
    expect(broughtBy).toHaveLength(1);
  });

  it('that is stored is told what was released since, in order', () => {
    const incoming = released({ '2025-03-05': 100, '2025-04-03': 110, '2025-05-01': 120 });
    expect(written(incoming, stored(100, '2025-03-05'))).toEqual([
      '110 2025-04-03 2',
      '120 2025-05-01 3',
    ]);
    expect(written(incoming, stored(120, '2025-05-01'))).toEqual([]);
  });

  it('that went back to what is stored was another one in between', () => {
    const incoming = released({ '2025-03-05': 100, '2025-04-03': 110, '2025-05-01': 100 });
    expect(written(incoming, stored(100, '2025-03-05'))).toEqual([
      '110 2025-04-03 2',
      '100 2025-05-01 3',
    ]);
  });

  it('released again as it was is no vintage', () => {
    const incoming = released({ '2025-03-05': 100, '2025-04-03': 100, '2025-05-01': 110 });
    expect(written(incoming, [])).toEqual(['100 2025-03-05 1', '110 2025-05-01 2']);
  });

  it('released later on the day of the run is known since the run, and once', () => {
    const incoming = released({ '2026-02-19T23:59:59.999Z': 100 });
    const [change] = accepted(incoming, []).changes;
    expect(change?.vintage.knownAt).toBe(LATER);
    const known = change ? [change.vintage] : [];
    const nextDay = { knownAt: instant('2026-02-20T13:30:00Z'), run: 'run-3' };
    expect(written(incoming, known, nextDay)).toEqual([]);
  });

  it('is told nothing that was known before what is stored: the past stays as it was told', () => {
    const incoming = released({ '2025-03-05': 90, '2025-04-03': 110 });
    expect(written(incoming, stored(110, '2025-04-03'))).toEqual([]);
    expect(written(incoming, stored(110, '2025-06-01'))).toEqual([]);
  });

  it('and that its source now dates back is heard as of the run', () => {
    const incoming = released({ '2025-04-03': 111 });
    expect(written(incoming, stored(110, '2025-04-03'))).toEqual(['111 2026-02-19 2']);
    const ofAnother = stored(110, '2025-06-01', { source: 'un-comtrade' });
    expect(written(incoming, ofAnother)).toEqual(['111 2026-02-19 2']);
    // But not over what another run has brought since.
    expect(written(incoming, stored(110, '2026-02-19T13:30:00Z'))).toEqual([]);
  });

  it('is refused as a whole where one of its vintages is implausible', () => {
    const decision = decided(
      released({ '2025-03-05': 100, '2025-04-03': 501, '2025-05-01': 100 }),
      [],
    );
    expect(decision).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(
        '501 moves by more than a factor of 5 from 100 (its last print)',
      ),
    });
  });
});

describe('the vintages of an answer', () => {
  const anyReleases = fc.uniqueArray(
    fc.record({ at: anyInstant, amount: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ at }) => at, maxLength: 12 },
  );
  const said = (releases: readonly { at: string; amount: number }[]): Observation[] =>
    released(Object.fromEntries(releases.map(({ at, amount }) => [at, amount])));

  /** What a poll leaves stored, where it is told what was released by then. */
  function polled(
    history: readonly Vintage[],
    releases: Parameters<typeof said>[0],
    at: string,
  ): Vintage[] {
    const knownAt = instant(at);
    const incoming = said(releases.filter((release) => release.at <= at));
    const current = history.slice(-1);
    const { changes } = accepted(incoming, current, { knownAt, run: at });
    return [...history, ...changes.flatMap(vintagesIn)];
  }

  const content = (history: readonly Vintage[]): string[] =>
    history.map((vintage) => `${vintage.knownAt} ${contentHash(vintage)} ${vintage.print}`);

  it('are the same whether they came in one poll or in many', () => {
    assertLaw(
      fc.property(anyReleases, fc.array(anyInstant), (releases, days) => {
        const end = '2025-12-31T00:00:00.000Z';
        const polls = [...days].sort();
        const inMany = [...polls, end].reduce<Vintage[]>(
          (history, at) => polled(history, releases, at),
          [],
        );
        expect(content(inMany)).toEqual(content(polled([], releases, end)));
      }),
    );
  });

  it('are each another value than the one before, and later', () => {
    assertLaw(
      fc.property(anyReleases, (releases) => {
        const history = polled([], releases, '2025-12-31T00:00:00.000Z');
        history.slice(1).forEach((vintage, index) => {
          const before = history[index] as Vintage;
          expect(
            vintage.knownAt > before.knownAt && contentHash(vintage) !== contentHash(before),
          ).toBe(true);
          expect(vintage.print).toBe(before.print + 1);
        });
      }),
    );
  });

  it('come in an order that means nothing', () => {
    assertLaw(
      fc.property(anyReleases, (releases) => {
        const given = { current: [], plausibility: PLAUSIBILITY, knownAt: LATER, run: 'run-2' };
        const backwards = { ...given, incoming: said([...releases].reverse()).reverse() };
        expect(decideChanges(backwards)).toEqual(
          decideChanges({ ...given, incoming: said(releases) }),
        );
      }),
    );
  });
});
