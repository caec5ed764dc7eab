import type { SeriesSources } from '../shared/domain/settings.ts';
import { providerOf } from '../shared/sources/providers.ts';
import { comparableWith, toleranceBetween } from '../shared/sources/tolerances.ts';
import type { Fault } from './config-error.ts';
import type { OperatorSettings } from './operator-settings.ts';

/** Whoever checks must have something to be held against, and it must be known how far apart the two may be. */
export function* checkFaults({ pairs, sources }: OperatorSettings): Generator<Fault> {
  for (const [pair, series] of Object.entries(pairs)) {
    for (const [index, source] of (series.checks ?? []).entries()) {
      const rule = Object.hasOwn(sources, source)
        ? comparisonFault(source, series)
        : `must be one of the sources: ${Object.keys(sources).join(', ')}`;
      if (rule) yield { path: ['pairs', pair, 'checks', index], rule };
    }
  }
}

function comparisonFault(source: string, { M, A }: SeriesSources): string | undefined {
  const frequencies: readonly string[] = providerOf(source)?.frequencies ?? [];
  const own = { M, A };
  const isUsed = (['M', 'A'] as const).some((frequency) => {
    const against = own[frequency];
    return against && frequencies.includes(frequency) && toleranceBetween(source, against);
  });
  if (isUsed) return undefined;
  const known = new Set([M, A].flatMap((against) => (against ? comparableWith(against) : [])));
  if (known.size === 0)
    return 'must not be set: nothing is known to compare the flows of this pair with';
  return `must be a source that those of the pair can be held against: ${[...known].join(', ')}`;
}
