import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, settingsOf } from '../../../functions/ingest/pieces.ts';
import { cut, firstPolls, pollOfRun, runOf } from '../../../functions/ingest/poll.ts';
import { instant } from '../../../shared/domain/observation.ts';
import {
  commodityOf,
  type Pair,
  pair,
  partnerOf,
  reporterOf,
} from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { assertLaw } from '../../support/law.ts';

const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOP');
const pairs = fc
  .array(
    fc
      .tuple(fc.constantFrom('XA', 'XB', 'XC'), letters, letters, fc.constantFrom('', ':85', ':87'))
      .map(([reporter, ...[first, second, goods]]) =>
        pair(`${reporter}-${first}${second}${goods}`),
      ),
    { maxLength: 120 },
  )
  .map((of) => [...new Set(of)]);

function settingsFor(watched: readonly Pair[]) {
  return settingsSchema.parse({
    pairs: Object.fromEntries(watched.map((of) => [of, { M: 'xa-customs' }])),
    sources: {
      'xa-customs': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' },
      'xb-customs': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' },
    },
    rules: [],
  });
}

function asked(of: Pair) {
  return { pair: of, mirrored: false };
}

const poll = {
  source: 'xa-customs',
  scheduledTime: '2026-03-05T08:00:00Z',
  execution: 'e1',
};

describe('the pieces of a poll', () => {
  it('hold every pair once', () => {
    assertLaw(
      fc.property(pairs, (watched) => {
        const inPieces = piecesOf(watched.map(asked)).flatMap((piece) => piece.pairs);
        expect(inPieces.toSorted()).toEqual(watched.toSorted());
      }),
    );
  });

  it('have one reporter and one kind of goods each, no more than 25 partners, and are counted through', () => {
    assertLaw(
      fc.property(pairs, (watched) => {
        const pieces = piecesOf(watched.map(asked));
        for (const { pairs: of } of pieces) {
          expect(new Set(of.map(reporterOf)).size).toBe(1);
          expect(new Set(of.map(commodityOf)).size).toBe(1);
          expect(of.length).toBeLessThanOrEqual(25);
        }
        expect(pieces.map(({ index, of }) => `${index}/${of}`)).toEqual(
          pieces.map((_, index) => `${index + 1}/${pieces.length}`),
        );
      }),
    );
  });

  it('are as few as that allows: partners of a reporter are asked about together', () => {
    const watched = [...'ABCDEFGHIJKLMNOPQRSTUVWXY'].flatMap((letter) => [
      pair(`XA-Q${letter}`),
      pair(`XA-Q${letter}:85`),
    ]);

    expect(piecesOf(watched.map(asked))).toHaveLength(2);
  });

  it('ask each partner apart where it is the partner that is asked, and each pair apart where both are', () => {
    const watched = [pair('XA-QA'), pair('XA-QB')];
    const mirrors = watched.map((of) => ({ pair: of, mirrored: true }));

    expect(piecesOf(mirrors).map(({ pairs: of }) => of.map(partnerOf))).toEqual([['QA'], ['QB']]);
    expect(piecesOf([...watched.map(asked), ...mirrors])).toEqual(piecesOf(mirrors));
  });

  it('are the same whenever and from whichever order a poll is cut', () => {
    assertLaw(
      fc.property(pairs, fc.nat(), (watched, turn) => {
        const turned = [
          ...watched.slice(turn % (watched.length || 1)),
          ...watched.slice(0, turn % (watched.length || 1)),
        ];
        expect(cut(poll, settingsFor(turned))).toEqual(cut(poll, settingsFor(watched)));
      }),
    );
  });

  it('see of the settings what concerns them', () => {
    const settings = settingsFor([pair('XA-QA'), pair('XA-QB'), pair('XB-QA')]);
    const [first] = piecesOf([asked(pair('XB-QA'))]);

    expect(Object.keys(settingsOf(first, settings).pairs)).toEqual(['XB-QA']);
    expect(settingsOf(undefined, settings)).toBe(settings);
  });
});

describe('a poll', () => {
  it('that one run can do stays whole', () => {
    expect(cut(poll, settingsFor([pair('XA-QA'), pair('XA-QB')]))).toEqual([poll]);
  });

  it('is cut into one poll a reporter and goods, and a piece is not cut again', () => {
    const settings = settingsFor([pair('XA-QA'), pair('XA-QA:85'), pair('XB-QA')]);
    const pieces = cut(poll, settings);

    expect(pieces.map(({ piece }) => piece?.pairs)).toEqual([['XA-QA'], ['XA-QA:85'], ['XB-QA']]);
    expect(pieces.flatMap((piece) => cut(piece, settings))).toEqual(pieces);
  });

  it('names its runs so that pieces sort behind one another and belong to the same poll', () => {
    const settings = settingsFor(
      [...'ABCDEFGHIJKL'].flatMap((l) =>
        ['XA', 'XB', 'XC'].flatMap((r) => [pair(`${r}-Q${l}`), pair(`${r}-Q${l}:85`)]),
      ),
    );
    const runs = cut(poll, settings).map(runOf);

    expect(runs).toHaveLength(6);
    expect(runs.toSorted()).toEqual(runs);
    expect(new Set(runs.map(pollOfRun))).toEqual(new Set([runOf(poll)]));
  });
});

describe('a deployment', () => {
  it('asks at once for every source that a pair has, and for no other', () => {
    const at = instant('2026-03-05T07:00:00.000Z');

    expect(firstPolls(settingsFor([pair('XA-QA')]), at)).toEqual([
      { source: 'xa-customs', scheduledTime: at, execution: 'deployment' },
    ]);
  });

  it('asks for a source that only checks pairs, in pieces as any other', () => {
    const at = instant('2026-03-05T07:00:00.000Z');
    const daily = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' };
    const checked = { M: 'us-census', checks: ['un-comtrade'] };
    const settings = settingsSchema.parse({
      pairs: { 'XA-QA': checked, 'XB-QA': checked },
      sources: { 'us-census': daily, 'un-comtrade': daily },
      rules: [],
    });

    const polls = firstPolls(settings, at);
    expect(polls.map(({ source }) => source)).toEqual(['us-census', 'un-comtrade']);
    const pieces = polls.flatMap((of) => cut(of, settings)).map(({ piece }) => piece?.pairs);
    expect(pieces).toEqual([['XA-QA'], ['XB-QA'], ['XA-QA'], ['XB-QA']]);
  });

  it('asks for a bulletin, which no pair has', () => {
    const at = instant('2026-03-05T07:00:00.000Z');
    const settings = settingsFor([]);
    const { 'xa-customs': daily } = settings.sources;
    if (!daily) throw new Error('the settings have no customs of XA');
    const sources = { ...settings.sources, 'federal-register': daily };

    expect(firstPolls({ ...settings, sources }, at)).toEqual([
      { source: 'federal-register', scheduledTime: at, execution: 'deployment' },
    ]);
  });
});
