import { describe, expect, it } from 'vitest';
import {
  isCommodityCode,
  isSectorCode,
  isWithin,
  sectorOf,
} from '../../shared/domain/commodity.ts';
import { commodityName } from '../../shared/domain/commodity-names.ts';
import { pair } from '../../shared/domain/pair.ts';
import { witsProductOf } from '../../shared/sources/wits-codes.ts';

it.each(['27', '29', '30', '39', '85', '8703', '8542', '0101', '9701'])(
  '%s is a commodity',
  (code) => {
    expect(isCommodityCode(code)).toBe(true);
  },
);

// 77 is reserved for later, and there are 97 chapters.
it.each(['', '8', '870', '87031', '77', '7701', '00', '98', '99', '0', 'AB', '8703 '])(
  '%j is none',
  (code) => {
    expect(isCommodityCode(code)).toBe(false);
  },
);

it('a commodity has a name, a heading without one that of its chapter', () => {
  expect(commodityName('8703')).toBe('cars');
  expect(['01', '27', '76', '78', '97'].map(commodityName)).toEqual([
    ...['live animals', 'mineral fuels and oils', 'aluminium', 'lead', 'works of art and antiques'],
  ]);
  expect(commodityName('8711')).toBe('part of vehicles');
});

describe('a sector', () => {
  const CHAPTERS = Array.from({ length: 97 }, (_, index) =>
    String(index + 1).padStart(2, '0'),
  ).filter(isCommodityCode);
  const SECTORS = [...new Set(CHAPTERS.flatMap((chapter) => sectorOf(chapter) ?? []))];

  it('is a range that WITS has, and no other', () => {
    expect(SECTORS).toHaveLength(15);
    expect(SECTORS.every(isSectorCode)).toBe(true);
    for (const other of ['27-27', '84-86', '85-84', '84-', '-85', '84', '8471-8473', '84-85 ']) {
      expect(isSectorCode(other)).toBe(false);
    }
  });

  it('holds every chapter and its headings once, and fuels are chapter 27 alone', () => {
    for (const chapter of CHAPTERS) {
      const around = SECTORS.filter((sector) => isWithin(chapter, sector));
      expect(around).toHaveLength(chapter === '27' ? 0 : 1);
      expect(SECTORS.filter((sector) => isWithin(`${chapter}01`, sector))).toEqual(around);
    }
    expect([sectorOf('8703'), sectorOf('27'), sectorOf('99')]).toEqual([
      '86-89',
      undefined,
      '90-99',
    ]);
  });

  it('is within itself alone, and never within the chapter that it begins with', () => {
    expect(isWithin('84-85', '84-85')).toBe(true);
    expect(isWithin('84-85', '84')).toBe(false);
    expect(isWithin('84-85', '86-89')).toBe(false);
    expect([isWithin('8471', '84'), isWithin('84', '8471'), isWithin('85', '84')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has a name of its own, and one of WITS that begins with it', () => {
    expect(['01-05', '84-85', '90-99'].map(commodityName)).toEqual([
      ...['animal products', 'machinery and electrical equipment', 'miscellaneous goods'],
    ]);
    for (const sector of SECTORS) {
      expect(commodityName(sector)).not.toMatch(/^part of/);
      expect(witsProductOf(pair(`KR-JP:${sector}`))).toMatch(new RegExp(`^${sector}_[A-Za-z]+$`));
    }
  });
});
