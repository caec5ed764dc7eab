import { describe, expect, test } from 'vitest';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { wits } from '../../shared/sources/wits.ts';
import { sourceContext } from '../support/source-context.ts';
import {
  ANSWERS,
  type Answers,
  changed,
  fetched,
  KOREA,
  NO_RECORDS,
  target,
  toldOfJapan,
} from '../support/wits.ts';

async function said(answers: Answers, targets?: readonly SourceTarget[]): Promise<string[]> {
  const found = await toldOfJapan(answers, targets);
  return found.map(
    ({ pair: of, indicator, period: at, value, unit }) =>
      `${of} ${indicator} ${at} ${value.toFixed()} ${unit}`,
  );
}

describe('what is asked', () => {
  test('is a reporter with all its partners, both ways, in four requests with a pause between them', async () => {
    const { asked, pauses } = await fetched(ANSWERS);

    expect(asked.map(({ pathname }) => decodeURIComponent(pathname))).toEqual([
      '/datasource/tradestats-trade/reporter/kor/year/all/partner/jpn;usa;wld/product/Total/indicator/MPRT-TRD-VL',
      '/datasource/tradestats-trade/reporter/jpn;usa/year/all/partner/kor;wld/product/Total/indicator/MPRT-TRD-VL',
      '/datasource/tradestats-tariff/reporter/kor/year/all/partner/jpn;usa/product/Total/indicator/AHS-WGHTD-AVRG',
      '/datasource/tradestats-tariff/reporter/jpn;usa/year/all/partner/kor/product/Total/indicator/AHS-WGHTD-AVRG',
    ]);
    expect(asked.map(({ search }) => search)).toEqual(Array(4).fill('?format=JSON'));
    expect(pauses).toEqual([1000, 1000, 1000]);
  });

  test('uses the codes of WITS where it kept old ones, as of Romania and Serbia', async () => {
    const { asked } = await fetched({}, [target('RO-RS')]);

    expect(asked[0]?.pathname).toContain('/reporter/rom/year/all/partner/ser;wld/');
  });

  test('is of chapter 27 the group that is that chapter, and of no other chapter anything', async () => {
    const { asked } = await fetched({}, [target('KR-JP:27')]);
    expect(asked[0]?.pathname).toContain('/product/27-27_Fuels/');

    const other = await fetched({}, [target('KR-JP'), target('KR-JP:85')]);
    expect(other.outcome).toMatchObject({
      code: 'source.commodity',
      message:
        'wits: of single chapters only 27 is told of, and else sectors: take KR-JP:84-85, not KR-JP:85',
    });
    expect(other.asked).toEqual([]);
  });

  test('is of a sector the group of that name, in four requests beside those of all goods', async () => {
    const { asked } = await fetched({}, [target('KR-JP'), target('KR-JP:84-85')]);

    expect(asked.map(({ pathname }) => pathname.replace(/.*product.([^/]+).*/, '$1'))).toEqual([
      ...Array(4).fill('Total'),
      ...Array(4).fill('84-85_MachElec'),
    ]);
  });

  test('is nothing of a bloc, of the world, or where nothing is wanted', async () => {
    expect((await fetched(ANSWERS, [target('KR-WORLD'), target('EU-KR')])).asked).toEqual([]);
    expect((await fetched(ANSWERS, [])).asked).toEqual([]);
  });

  test('is waited for as long as WITS takes to say that there is nothing: 80 seconds and more', async () => {
    const asked: (number | undefined)[] = [];
    const context = sourceContext({
      baseUrl: 'https://wits.example',
      http: {
        async get({ patienceMs }) {
          asked.push(patienceMs);
          return { status: 404, contentType: '', headers: new Headers(), text: NO_RECORDS };
        },
      },
    });

    expect(await wits.fetch({ targets: KOREA }, context)).toEqual([]);
    expect(Math.min(...asked.map((patience) => patience ?? 0))).toBeGreaterThanOrEqual(90_000);
  });
});

describe('what is read of a sector', () => {
  // No figures of a sector are at hand: those of all goods, as if they were of one.
  const ofProduct = (text: string, product: string): string =>
    text.replace('"Total"', `"${product}"`).replace('"999999"', `"${product}"`);
  const sector = (product: string): Answers =>
    Object.fromEntries(
      Object.entries(ANSWERS).map(([key, text]) => [key, ofProduct(text, product)]),
    );

  test('is of the pair of that sector, with the imports of its whole market', async () => {
    const answers = sector('84-85_MachElec');
    const trade = answers['tradestats-trade kor']?.replace('"USA"', '"WLD"') ?? '';
    const { outcome } = await fetched({ ...answers, 'tradestats-trade kor': trade }, [
      ...[target('KR-JP:84-85'), target('KR-US:84-85')],
    ]);

    if (!Array.isArray(outcome)) throw outcome;
    expect(outcome.filter(({ pair: of }) => of === 'KR-JP:84-85')).toMatchObject([
      { indicator: 'bilateral-imports', unit: 'USD', basis: 'CIF' },
      { indicator: 'market-imports', unit: 'USD', basis: 'CIF' },
      { indicator: 'bilateral-tariff', unit: 'percent', basis: 'tariff schedule' },
      { indicator: 'partner-bilateral-imports' },
      { indicator: 'partner-bilateral-tariff' },
    ]);
    expect(outcome.filter(({ pair: of }) => !of.endsWith(':84-85'))).toEqual([]);
  });

  test.each(['Total', '999999', '86-89_Transport'])(
    'is never what is told of %s',
    async (product) => {
      const { outcome } = await fetched(sector(product), [target('KR-JP:84-85')]);

      expect(outcome).toMatchObject({ code: 'source.echo' });
    },
  );
});

describe('what is read', () => {
  test('is imports in single dollars, tariffs in percent, of both sides', async () => {
    expect(await said(ANSWERS)).toEqual([
      'KR-JP bilateral-imports 2023 47646785980 USD',
      'KR-JP bilateral-tariff 2023 2.75174614777169 percent',
      'KR-JP partner-bilateral-imports 2023 30239592580.065 USD',
      'KR-JP partner-bilateral-tariff 2023 1.30106403802372 percent',
    ]);
  });

  test('is with the imports of the whole market, where they are told', async () => {
    const told = changed('"USA"', '"WLD"');

    expect(await said(told)).toContain('KR-JP market-imports 2023 71731699514 USD');
  });

  test('says on which basis it stands, and of tariffs what they leave out', async () => {
    const [imports, tariff] = await toldOfJapan(ANSWERS);

    expect(imports).toMatchObject({ basis: 'CIF', status: 'final', source: 'wits' });
    expect(imports?.note).toBeUndefined();
    expect(tariff).toMatchObject({
      basis: 'tariff schedule',
      note: expect.stringMatching(/duties imposed beside them are not in it/),
    });
  });

  test('leaves out years that were not wanted', async () => {
    expect(
      await said(
        ANSWERS,
        KOREA.map(({ pair: of }) => target(of, '2024', '2025')),
      ),
    ).toEqual([]);
  });

  test('takes a weighted tariff of nothing, which is told as 0, for no tariff', async () => {
    const tariff = ANSWERS['tradestats-tariff kor'].replace('2.75174614777169', '0');
    const free = { ...ANSWERS, 'tradestats-tariff kor': tariff };
    const { 'tradestats-trade kor': _, ...nothing } = free;

    expect(await said(free)).toContain('KR-JP bilateral-tariff 2023 0 percent');
    expect((await said(nothing)).join()).not.toContain('bilateral-tariff 2023 0');
  });

  test('takes its dimensions from where the answer says that they are', async () => {
    const asTold = JSON.parse(ANSWERS['tradestats-trade kor']);
    const [{ series }] = asTold.dataSets;
    const swapped = (key: string): string => {
      const [frequency, reporter, partner, product, indicator] = key.split(':');
      return [frequency, partner, reporter, product, indicator].join(':');
    };
    asTold.dataSets[0].series = Object.fromEntries(
      Object.entries(series).map(([key, value]) => [swapped(key), value]),
    );
    const dimensions = asTold.structure.dimensions.series;
    [dimensions[1], dimensions[2]] = [dimensions[2], dimensions[1]];
    const answers = { ...ANSWERS, 'tradestats-trade kor': JSON.stringify(asTold) };

    expect(await said(answers)).toEqual(await said(ANSWERS));
  });

  test.each([
    ['nowhere anything is known', {}],
    ['a figure is null', changed('47646785.98', 'null')],
  ])('is nothing where %s', async (_, answers) => {
    expect((await said(answers)).join()).not.toMatch(/(?<!-)bilateral-imports/);
  });
});
