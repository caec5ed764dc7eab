/** Blocs of economies, by the names that stand for them in a pair. `WORLD` is every economy, as sources total it themselves. */
const BLOCS = {
  ASEAN: 'ASEAN',
  CPTPP: 'CPTPP',
  EU: 'European Union',
  RCEP: 'RCEP',
  USMCA: 'USMCA',
  WORLD: 'the world',
} as const;

export type BlocCode = keyof typeof BLOCS;

export function isBlocCode(text: string): text is BlocCode {
  return Object.hasOwn(BLOCS, text);
}

export function blocName(bloc: BlocCode): string {
  return BLOCS[bloc];
}
