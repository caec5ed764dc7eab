import { censusAnswers, comtradeAnswers } from './answers.ts';
import { ingestAnswer, storedOf } from './ingest-answer.ts';

/**
 * Ingests an answer once, in a process of its own, and prints its bytes and the most that the process grew by meanwhile: pages of
 * memory that it held at once (the high-water mark of its resident set), answer included, stored figures left out.
 */
const [, , source, rows] = process.argv;
const answers = (source === 'us-census' ? censusAnswers : comtradeAnswers)(Number(rows));
const textBytes = answers.texts.reduce((sum, text) => sum + text.length, 0);
const current = await storedOf(answers);
globalThis.gc?.();
const before = process.memoryUsage();
let most = 0;
const looking = setInterval(look, 5);
await ingestAnswer(answers, current);
look();
clearInterval(looking);
process.stdout.write(JSON.stringify({ textBytes, mostBytes: textBytes + most }));

function look(): void {
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
}
