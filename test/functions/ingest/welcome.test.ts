import { describe, expect, it } from 'vitest';
import { endsFirstLoad, firstPollInWords, welcome } from '../../../functions/ingest/welcome.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { period } from '../../../shared/domain/period.ts';

const AT = instant('2026-03-05T08:00:00Z');
const poll = { source: 'xa-customs', scheduledTime: AT, execution: 'deployment' };
const piece = (index: number) => ({ ...poll, piece: { index, of: 2, pairs: [pair('XA-XB')] } });

describe('the first load of a source', () => {
  it('ends with its poll, or with the last piece of it', () => {
    expect([poll, piece(1), piece(2)].map(endsFirstLoad)).toEqual([true, false, true]);
  });

  it('is none when a schedule asked', () => {
    expect(endsFirstLoad({ ...poll, execution: 'e1' })).toBe(false);
  });

  it.each([
    [{ kind: 'brought', vintages: [] }, period('2025-11'), 'loaded, up to November 2025'],
    [{ kind: 'brought', vintages: [] }, null, 'works, and has nothing yet'],
    [{ kind: 'failed', code: 'x', reason: 'answered 503' }, null, /^failed.*answered 503$/],
    [{ kind: 'off', reason: 'it needs a key' }, null, 'off: it needs a key'],
  ] as const)('that ended as %j is put in a line', (outcome, newest, words) => {
    expect(firstPollInWords(outcome, newest)).toMatch(words);
  });
});

describe('the first mail', () => {
  const awaited = ['xa-customs', 'xb-customs'];

  it('waits for every source', () => {
    expect(welcome({ awaited, ended: { 'xa-customs': 'off: no key' } }, AT)).toBeUndefined();
  });

  it('says of each source how it stands, and how many work', () => {
    const ended = { 'xa-customs': 'off: no key', 'xb-customs': 'loaded, up to May 2026' };
    const letter = welcome({ awaited, ended }, AT);

    expect(letter?.subject).toBe('Tidemark: it works: 1 of 2 sources are in');
    expect(letter?.text).toContain('xa-customs: off: no key');
    expect(letter?.text).toContain('xb-customs: loaded, up to May 2026');
    expect(letter?.text).toContain('no subscriber was mailed');
  });
});
