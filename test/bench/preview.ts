import { rulePreview } from '../../functions/query/rule-preview.ts';
import type { Benchmark } from './benchmark.ts';
import { BENCH_RULE } from './given-pair.ts';
import { revisedHistory } from './history.ts';
import { computed, medians } from './medians.ts';

/** What a rule would have told over twenty years in which every figure was restated, computed. */
export const preview: Benchmark = {
  name: 'preview',
  kind: 'timed',
  async measure() {
    const vintages = revisedHistory(20);
    const level = BENCH_RULE;
    const record = { ...level, fires: { record: 'low', years: 5 } } as const;
    const taken = await medians(
      {
        level: () => computed(() => rulePreview(level, vintages, [])),
        record: () => computed(() => rulePreview(record, vintages, [])),
      },
      { rounds: 31, warmUp: 3 },
    );
    const of = `previewing over 240 months and ${vintages.length.toLocaleString('en-US')} vintages, processor time`;
    return [
      { name: 'preview/level', value: taken.level, unit: 'ms', target: { most: 50 }, of },
      { name: 'preview/record', value: taken.record, unit: 'ms', target: { most: 50 }, of },
    ];
  },
};
