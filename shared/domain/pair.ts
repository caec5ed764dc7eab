import { type BlocCode, blocName, isBlocCode } from './bloc.ts';
import { isCommodityCode, isSectorCode, isWithin } from './commodity.ts';
import * as z from './zod.ts';

/** An economy by its ISO 3166-1 alpha-2 code, or a bloc of economies by its name: `KR`, `CPTPP`. */
export type Economy = string & { readonly __brand: 'Economy' };

/**
 * Reporter and partner, `US-KR`: every number of a pair is as its reporter, named first, reports it. Of all goods, or, where an
 * HS chapter, heading or sector stands behind a colon, of those only: `US-KR:85`, `US-KR:8703`, `US-KR:84-85`.
 */
export type Pair = string & { readonly __brand: 'Pair' };

let names: Intl.DisplayNames | undefined;

/** CLDR's names are part of the runtime, and loaded when the first is wanted: they take as long as half of a function's other start. */
function nameOf(code: string): string | undefined {
  names ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  return names.of(code);
}

function isPair(text: string): text is Pair {
  const [economies = '', commodity, ...more] = text.split(':');
  const [reporter = '', partner = '', ...others] = economies.split('-');
  return (
    isEconomy(reporter) &&
    isEconomy(partner) &&
    reporter !== partner &&
    (commodity === undefined || isCommodityCode(commodity) || isSectorCode(commodity)) &&
    others.length + more.length === 0
  );
}

function isEconomy(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) || isBlocCode(text);
}

export const pairSchema = z.custom<Pair>(
  (value) => typeof value === 'string' && isPair(value),
  'must be two different ISO 3166-1 alpha-2 codes or blocs, reporter first, such as US-KR or KR-CPTPP, of all goods or of an HS chapter, heading or sector, such as US-KR:8703 or KR-JP:84-85',
);

/** @throws Error when the text is not a pair; parse input from outside with {@link pairSchema} instead. */
export function pair(text: string): Pair {
  if (!isPair(text)) {
    throw new Error(`pair must be two different economies such as US-KR, got: ${text}`);
  }
  return text;
}

/** The pair of two economies, of the same goods as another pair where one is given. */
export function pairOf(reporter: Economy, partner: Economy, like?: Pair): Pair {
  const commodity = like && commodityOf(like);
  return pair(`${reporter}-${partner}${commodity ? `:${commodity}` : ''}`);
}

export function reporterOf(of: Pair): Economy {
  return of.slice(0, of.indexOf('-')) as Economy;
}

export function partnerOf(of: Pair): Economy {
  const [economies = ''] = of.split(':');
  return economies.slice(economies.indexOf('-') + 1) as Economy;
}

/** The HS chapter, heading or sector that a pair is about; undefined where it is about all goods. */
export function commodityOf(of: Pair): string | undefined {
  return of.split(':')[1];
}

/** The watched pairs of the same economies that are of a part of a pair's goods; headings behind their chapter. */
export function partsOfPair(pair: Pair, watched: readonly Pair[]): Pair[] {
  const goods = commodityOf(pair);
  return watched
    .filter((other) => {
      const commodity = commodityOf(other);
      const isPart = commodity && commodity !== goods && (!goods || isWithin(commodity, goods));
      return (
        isPart && reporterOf(other) === reporterOf(pair) && partnerOf(other) === partnerOf(pair)
      );
    })
    .sort();
}

/** The bloc that an economy's name stands for, if it is one. */
export function blocOf(economy: Economy): BlocCode | undefined {
  return isBlocCode(economy) ? economy : undefined;
}

/** The English name of an economy or a bloc, or its code where there is none. */
export function economyName(economy: Economy): string {
  const bloc = blocOf(economy);
  return bloc ? blocName(bloc) : (nameOf(economy) ?? economy);
}
