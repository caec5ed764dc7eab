import type { PROVIDERS } from './providers.ts';
import type { Bulletin, Source } from './source.ts';

/** Each adapter is a part of its own, so that a run loads the one that it asks and its start does not grow with their number. */
const ADAPTERS: Readonly<Record<keyof typeof PROVIDERS, () => Promise<Source | Bulletin>>> = {
  'us-census': async () => (await import('./us-census.ts')).usCensus,
  fred: async () => (await import('./fred.ts')).fred,
  'un-comtrade': async () => (await import('./un-comtrade.ts')).unComtrade,
  'imf-imts': async () => (await import('./imf-imts.ts')).imfImts,
  'korea-customs': async () => (await import('./korea-customs.ts')).koreaCustoms,
  'bank-of-korea': async () => (await import('./bank-of-korea.ts')).bankOfKorea,
  'published-figures': async () => (await import('./published-figures.ts')).publishedFigures,
  'us-treasury': async () => (await import('./us-treasury.ts')).usTreasury,
  'world-bank': async () => (await import('./world-bank.ts')).worldBank,
  wits: async () => (await import('./wits.ts')).wits,
  'tariff-ledger': async () => (await import('./tariff-ledger.ts')).tariffLedger,
  'federal-register': async () => (await import('./federal-register.ts')).federalRegister,
};

/** The adapter of a provider, by an id that came from outside; nothing where no provider has it. */
export async function adapterOf(id: string): Promise<Source | Bulletin | undefined> {
  const found = Object.entries(ADAPTERS).find(([known]) => known === id);
  return found?.[1]();
}
