import * as z from './zod.ts';

/** An economy by its ISO 3166-1 alpha-2 code. */
export type Economy = string & { readonly __brand: 'Economy' };

/** Reporter and partner, `US-KR`: every number of a pair is as its reporter, named first, reports it. */
export type Pair = string & { readonly __brand: 'Pair' };

// CLDR's names are part of the runtime; an unknown code comes back as undefined with fallback 'none'.
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

function isPair(text: string): text is Pair {
  return /^[A-Z]{2}-[A-Z]{2}$/.test(text) && text.slice(0, 2) !== text.slice(3);
}

export const pairSchema = z.custom<Pair>(
  (value) => typeof value === 'string' && isPair(value),
  'must be two different ISO 3166-1 alpha-2 codes, reporter first, such as US-KR',
);

/** @throws Error when the text is not a pair; parse input from outside with {@link pairSchema} instead. */
export function pair(text: string): Pair {
  if (!isPair(text)) {
    throw new Error(`pair must be two different economies such as US-KR, got: ${text}`);
  }
  return text;
}

export function reporterOf(of: Pair): Economy {
  return of.slice(0, 2) as Economy;
}

export function partnerOf(of: Pair): Economy {
  return of.slice(3) as Economy;
}

/** The English name of an economy, or its code where there is none. */
export function economyName(economy: Economy): string {
  return names.of(economy) ?? economy;
}
