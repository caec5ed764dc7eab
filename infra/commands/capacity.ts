import { LocalError } from '../local/local-error.ts';
import { readFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

const HELP = `What becomes of a watch list that grows: which limit is met first, at how many pairs, and what is done then.

  npm run capacity                   simulates 10, 1000 and 40000 pairs, of all goods and with 20 chapters of each
  npm run capacity -- --chapters 5   with so many chapters instead
  npm run capacity -- --json         prints it as JSON
  npm run capacity -- --help         prints this
`;

const SIZES = [10, 1000, 40_000];
const MOST_CHAPTERS = 76;

await runCommand(main);

async function main(): Promise<void> {
  const { counts, json, help } = readFlags('npm run capacity', { chapters: 20 });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const { chapters = 20 } = counts;
  if (chapters < 1 || chapters > MOST_CHAPTERS) {
    throw new LocalError(
      `--chapters must be from 1 to ${MOST_CHAPTERS}, got ${chapters}: try --chapters 20.`,
    );
  }
  const { measuredFacts } = await import('./capacity/measured-facts.ts');
  const { simulate } = await import('./capacity/simulation.ts');
  const { printedGrowth, printedRemedies } = await import('./capacity/printed.ts');
  const facts = await measuredFacts();
  const growths = [await simulate(facts, SIZES, 0), await simulate(facts, SIZES, chapters)];
  process.stdout.write(
    json
      ? `${JSON.stringify(growths, null, 2)}\n`
      : `${growths.map(printedGrowth).join('\n')}\n${printedRemedies(growths)}\n`,
  );
}
