import type { Indicator } from '../domain/indicator.ts';
import type { GivenIndicators } from '../domain/rules/rule-faults.ts';
import type { SeriesSources, Settings } from '../domain/settings.ts';
import { providerOf } from './providers.ts';

const FREQUENCIES = ['M', 'A'] as const;

/** What the sources of each watched pair can give: of its flows, beside them, and of its mirror. */
export function givenIndicators({ pairs }: Pick<Settings, 'pairs'>): GivenIndicators {
  return Object.fromEntries(
    Object.entries(pairs).map(([pair, sources]) => {
      const served = FREQUENCIES.map(
        (frequency) => [frequency, indicatorsOf(sources, frequency)] as const,
      );
      return [pair, Object.fromEntries(served.filter(([, { size }]) => size > 0))];
    }),
  );
}

function indicatorsOf(sources: SeriesSources, frequency: 'M' | 'A'): Set<Indicator> {
  const flows = sources[frequency];
  const serving = [...(flows ? [flows] : []), ...(sources.with ?? [])]
    .flatMap((id) => providerOf(id) ?? [])
    .filter(({ frequencies }) => frequencies.includes(frequency));
  const mirror = flows && sources.mirror && providerOf(sources.mirror);
  const isMirrored = mirror ? mirror.frequencies.includes(frequency) : false;
  return new Set([
    ...serving.flatMap(({ indicators }) => indicators),
    ...(isMirrored ? (['mirror-exports', 'mirror-imports'] as const) : []),
  ]);
}
