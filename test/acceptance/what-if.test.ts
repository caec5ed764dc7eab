// Publishers of the figures: imports and applied tariffs of 2023, World Bank, WITS (UN Comtrade, UNCTAD TRAINS). Imports from everybody:
// of Korea, Ministry of Trade, Industry and Energy, January 2024; of Japan, World's Top Exports.
import { describe, expect, it } from 'vitest';
import { EXAMPLE_OF_WHAT_IF } from '../../functions/query/reference/examples-of-what-if.ts';
import { givenTheReplay, givenTidemark, whenValueIsAsked } from '../support/tidemark.ts';
import { whatIfAnswer } from '../support/what-if-answer.ts';

const tidemark = givenTidemark();

async function whenTariffsChange(body: unknown) {
  return whatIfAnswer.parse(await tidemark.whenPosted('/v1/what-if', body));
}

describe('Korea and Japan without tariffs on each other', () => {
  givenTheReplay();

  it('start from what WITS has of 2023', async () => {
    expect(await whenValueIsAsked(tidemark, ['KR-JP', 'bilateral-tariff', '2023'])).toBe(
      2.75174614777169,
    );
    const { inputs } = await whenTariffsChange({ pair: 'KR-JP', tariffs: { reporter: 0 } });
    expect(inputs.map(({ side, input, value, from }) => [side, input, value, from])).toEqual([
      ['reporter', 'imports', 47_646_785_980, 'stored'],
      ['reporter', 'marketImports', null, 'missing'],
      ['reporter', 'tariff', 2.75174614777169, 'stored'],
      ['partner', 'imports', 30_239_592_580.065, 'stored'],
      ['partner', 'marketImports', null, 'missing'],
      ['partner', 'tariff', 1.30106403802372, 'stored'],
    ]);
  });

  it('trade more, and Korea, which buys more and at higher tariffs, has the wider deficit for it', async () => {
    const { reporterImports, partnerImports, balance } = await whenTariffsChange(
      EXAMPLE_OF_WHAT_IF.body,
    );

    expect(balance.before).toBeCloseTo(30_239_592_580.065 - 47_646_785_980, 3);
    for (const name of ['low', 'central', 'high'] as const) {
      const [mine, theirs] = [
        reporterImports?.[name].total ?? 0,
        partnerImports?.[name].total ?? 0,
      ];
      expect(mine).toBeGreaterThan(0);
      expect(theirs).toBeGreaterThan(0);
      expect(balance[name].change).toBe(theirs - mine);
      expect(balance[name].direction).toBe('deficit-widens');
    }
    // Low elasticities in Korea and high ones in Japan together would turn it round.
    expect([balance.least, balance.most]).toEqual([-7_762_841_203, 271_670_988]);
  });

  it('would be another thing with the tariffs of the one in place of the other: the direction is not built in', async () => {
    const { base } = EXAMPLE_OF_WHAT_IF.body as { base: Record<string, object> };
    const swapped = {
      reporter: { ...base['reporter'], tariff: 1.30106403802372 },
      partner: { ...base['partner'], tariff: 2.75174614777169 },
    };
    const { balance } = await whenTariffsChange({
      pair: 'KR-JP',
      tariffs: { reporter: 0, partner: 0 },
      base: swapped,
    });

    expect(balance.central.direction).toBe('deficit-narrows');
  });
});
