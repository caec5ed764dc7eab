import { describe, expect, it } from 'vitest';
import { assertAskable } from '../../../infra/asking/askable.ts';
import { readConfig } from '../../../infra/config.ts';
import { instant } from '../../../shared/domain/observation.ts';
import type { SeriesSources, Settings } from '../../../shared/domain/settings.ts';
import { cdkContext } from '../../support/synthesize.ts';

const NOW = instant(new Date('2026-11-25T00:00:00Z'));
const { settings: OURS } = readConfig((key) => cdkContext()[key]);

describe('what is watched', () => {
  it('can be asked about, as cdk.json has it', async () => {
    await expect(assertAskable(OURS, NOW)).resolves.toBeUndefined();
  });

  it.each([
    ['a bloc whose members come with one request', { 'EU-US': { M: 'imf-imts' } }],
    ['a bloc as the partner', { 'KR-CPTPP': { M: 'un-comtrade' } }],
    ['what stands beside', { 'US-WORLD': { M: 'us-census', with: ['us-treasury'] } }],
    ['a bloc that the error messages name', { 'KR-CPTPP': { M: 'imf-imts' } }],
    ['a sector of which only tariffs are told', { 'KR-JP:84-85': { with: ['wits'] } }],
    ['economies of South-East Asia', { 'KR-ASEAN': { A: 'un-comtrade' } }],
  ])('may be %s', async (_, pairs) => {
    await expect(assertAskable(watching(pairs), NOW)).resolves.toBeUndefined();
  });

  it.each([
    [
      'another reporter than the Census Bureau speaks for',
      { 'KR-JP': { M: 'us-census' } },
      'tidemark.pairs.KR-JP.M: "us-census" cannot be asked about it: reporter must be US, got: KR-JP',
    ],
    [
      'an economy that the source has no code for',
      { 'KR-QQ': { M: 'imf-imts' } },
      'tidemark.pairs.KR-QQ.M: "imf-imts" cannot be asked about it: no IMF code is known for QQ',
    ],
    [
      'goods at a source that tells them all together',
      { 'KR-US:85': { M: 'imf-imts' } },
      'tidemark.pairs.KR-US:85.M: "imf-imts" cannot be asked about it: trade is told by partner only',
    ],
    [
      'a sector at a source that is asked for one code at a time',
      { 'KR-JP:84-85': { A: 'un-comtrade', with: ['wits'] } },
      'tidemark.pairs.KR-JP:84-85.A: "un-comtrade" cannot be asked about it: goods are told by HS chapter and heading, not by sector',
    ],
    [
      'a sector at the Census Bureau',
      { 'US-KR:84-85': { M: 'us-census' } },
      'tidemark.pairs.US-KR:84-85.M: "us-census" cannot be asked about it: goods are told by HS chapter and heading',
    ],
    [
      'a sector at the Korea Customs Service',
      { 'KR-JP:84-85': { M: 'korea-customs' } },
      'tidemark.pairs.KR-JP:84-85.M: "korea-customs" cannot be asked about it: goods are told by HS chapter and heading',
    ],
    [
      'a sector at the IMF',
      { 'KR-JP:84-85': { M: 'imf-imts' } },
      'tidemark.pairs.KR-JP:84-85.M: "imf-imts" cannot be asked about it: trade is told by partner only',
    ],
    [
      'a sector at FRED',
      { 'US-KR:84-85': { M: 'fred' } },
      'tidemark.pairs.US-KR:84-85.M: "fred" cannot be asked about it: there are no series of single goods',
    ],
    [
      'a sector at the Bank of Korea',
      { 'KR-WORLD:84-85': { M: 'bank-of-korea' } },
      'tidemark.pairs.KR-WORLD:84-85.M: "bank-of-korea" cannot be asked about it',
    ],
    [
      'a sector of which there are no printed figures',
      { 'KR-JP:84-85': { A: 'published-figures' } },
      'tidemark.pairs.KR-JP:84-85.A: "published-figures" cannot be asked about it: it has no figures of it',
    ],
    [
      'a sector with goods that pay another announced rate',
      { 'US-KR:86-89': { with: ['tariff-ledger'] } },
      'tidemark.pairs.US-KR:86-89.with[0]: "tariff-ledger" cannot be asked about it: it has no figures of it',
    ],
    [
      'receipts beside a pair that they do not belong to',
      { 'US-KR': { M: 'us-census', with: ['tariff-ledger', 'us-treasury'] } },
      'tidemark.pairs.US-KR.with[1]: "us-treasury" cannot be asked about it: must be the months of US-WORLD',
    ],
    [
      'a pair of which the printed figures have none',
      { 'KR-US': { A: 'published-figures' } },
      'tidemark.pairs.KR-US.A: "published-figures" cannot be asked about it: it has no figures of it',
    ],
    [
      'a mirror of an economy that reports nothing',
      { 'KR-TW': { M: 'imf-imts', mirror: 'un-comtrade' } },
      'tidemark.pairs.KR-TW.mirror: "un-comtrade" cannot be asked about it: TW is known as a partner only',
    ],
  ])('must not be %s', async (_, pairs, fault) => {
    await expect(assertAskable(watching(pairs), NOW)).rejects.toThrow(fault);
  });

  it('must be loaded within a run', async () => {
    const bloc = assertAskable(watching({ 'CPTPP-US': { M: 'un-comtrade' } }), NOW);

    await expect(bloc).rejects.toThrow(
      /tidemark\.pairs\.CPTPP-US\.M: "un-comtrade" cannot be loaded in one run: 5\d\d requests take some \d+ of its 900 seconds/,
    );
  });

  it('is told with all that is wrong, one line each', async () => {
    const pairs = { 'KR-JP': { M: 'us-census' }, 'JP-KR': { M: 'us-census' } };

    await expect(assertAskable(watching(pairs), NOW)).rejects.toThrow(/KR-JP\.M.*\n.*JP-KR\.M/);
  });
});

/** The sources of cdk.json and the two that stand beside, with other pairs. */
function watching(pairs: Record<string, SeriesSources>): Settings {
  const beside = { ...OURS.sources['imf-imts'] } as Settings['sources'][string];
  return { ...OURS, pairs, sources: { ...OURS.sources, 'us-treasury': beside, fred: beside } };
}
