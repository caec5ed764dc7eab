import { expect, it } from 'vitest';
import { isCommodityCode } from '../../shared/domain/commodity.ts';
import { commodityName } from '../../shared/domain/commodity-names.ts';

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
  expect(commodityName('27')).toBe('mineral fuels and oils');
  expect(commodityName('8711')).toBe('part of vehicles');
});
