import type { Benchmark, Figure } from './benchmark.ts';
import { bundled, FLOOR } from './bundled.ts';

/** What a function loads at every cold start, and what query loads with the largest of its parts. */
export const bundleSize: Benchmark = {
  name: 'size',
  kind: 'counted',
  async measure() {
    const bundles = [...(await bundled())].filter(([name]) => name !== FLOOR);
    return bundles.flatMap(([name, { bytesAtStart, bytesOfLargestPart }]): Figure[] => [
      {
        name: `size/${name}`,
        value: bytesAtStart / 1000,
        unit: 'KB',
        target: { most: 300 },
        of: 'minified, loaded at every cold start',
      },
      ...(name === 'query'
        ? [
            {
              name: 'size/query-with-pages',
              value: (bytesAtStart + bytesOfLargestPart) / 1000,
              unit: 'KB',
              target: { most: 320 },
              of: 'the same with pages and charts',
            },
          ]
        : []),
    ]);
  },
};
