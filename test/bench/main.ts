import { parseArgs } from 'node:util';
import { runCommand } from '../../infra/commands/run-command.ts';
import { LocalError } from '../../infra/local/local-error.ts';
import type { Figure } from './benchmark.ts';

const HELP = `What Tidemark takes, each figure as a ratio to a floor that is measured in the same run, or as a count.

  npm run bench                      measures everything, some four minutes
  npm run bench -- --only load       measures one thing; an unknown name lists what there is
  npm run bench -- --counted         measures what is the same on every machine: what npm test holds to its target
  npm run bench -- --json            prints an array of {name, value, unit, target, ok}
  npm run bench -- --help            prints this
`;

await runCommand(main);

async function main(): Promise<void> {
  const { only, counted, json, help } = readFlags();
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const { BENCHMARKS } = await import('./benchmarks.ts');
  const { printedFigures, figuresAsJson } = await import('./printed.ts');
  const chosen = BENCHMARKS.filter(
    ({ name, kind }) => (only === undefined || name === only) && (!counted || kind === 'counted'),
  );
  if (chosen.length === 0) {
    const names = BENCHMARKS.map(({ name }) => name).join(', ');
    throw new LocalError(`Nothing that is measured is called ${only}: choose one of ${names}.`);
  }
  const figures: Figure[] = [];
  for (const { name, measure } of chosen) {
    if (process.stderr.isTTY) process.stderr.write(`${name}\n`);
    figures.push(...(await measure()));
  }
  process.stdout.write(json ? figuresAsJson(figures) : printedFigures(figures));
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string' },
        counted: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split(/\.\s|\n/) : ['unknown flag'];
    throw new LocalError(`${reason}: npm run bench -- --help lists the flags there are.`, {
      cause: error,
    });
  }
}
