import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { censusAnswers, comtradeAnswers } from './answers.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { ingestAnswer, storedOf } from './ingest-answer.ts';
import { computed, medians } from './medians.ts';

const ROWS = 100_000;

/** An answer of a hundred thousand rows: parsed, checked, made observations of, compared, over JSON.parse of the same bytes. */
export const ingest: Benchmark = {
  name: 'ingest',
  kind: 'timed',
  async measure() {
    const figures: Figure[] = [];
    for (const answers of [comtradeAnswers(ROWS), censusAnswers(ROWS)]) {
      const current = await storedOf(answers);
      const taken = await medians(
        {
          floor: () => computed(() => answers.texts.map((text) => JSON.parse(text))),
          ingest: () => computed(() => ingestAnswer(answers, current)),
        },
        { rounds: 5, warmUp: 1 },
      );
      const megabytes = answers.texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
      figures.push({
        name: `ingest/${answers.source}`,
        value: taken.ingest / taken.floor,
        unit: 'x',
        target: { most: 3 },
        of: `${answers.rows.toLocaleString('en-US')} rows, ${megabytes.toFixed(0)} MB, over JSON.parse of them (${taken.floor.toFixed(0)} ms of processor time)`,
      });
    }
    return figures;
  },
};

/** What the process of an ingest holds at the most beside the answer itself and what is stored, over the answer. */
export const ingestMemory: Benchmark = {
  name: 'ingest-memory',
  kind: 'timed',
  async measure() {
    const figures: Figure[] = [];
    for (const source of ['un-comtrade', 'us-census'] as const) {
      const script = join(import.meta.dirname, 'ingest-memory.ts');
      const { stdout } = await promisify(execFile)(process.execPath, [
        ...['--disable-warning=ExperimentalWarning', '--expose-gc', script, source],
        String(ROWS),
      ]);
      const { textBytes, mostBytes } = z
        .object({ textBytes: z.number(), mostBytes: z.number() })
        .parse(JSON.parse(stdout));
      figures.push({
        name: `ingest-memory/${source}`,
        value: mostBytes / textBytes,
        unit: 'x',
        target: { most: 4 },
        of: `most that is in memory at once, over the text (${(textBytes / 1e6).toFixed(0)} MB)`,
      });
    }
    return figures;
  },
};
