import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { type Ground, prepareGround } from './ground.ts';
import { type History, histories } from './history.ts';
import { differencesIn, type Verdict } from './verify.ts';

const USAGE = `npm run faults -- [--histories 1000] [--seed 1]   plays random histories and compares what came of them with the model
npm run faults -- --history '{"past": ...}'     plays one history again, as it was printed`;

/** How many histories are played between two lines of progress; the n-th such part has the seed and n as its seed. */
const PART = 50;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    history: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) say(USAGE);
else {
  const ground = await prepareGround();
  const disagreements = values.history
    ? await playAgain(values.history, ground)
    : await playMany(Number(values.histories), Number(values.seed), ground);
  await ground.stop();
  process.exitCode = disagreements > 0 ? 1 : 0;
}

async function playMany(wanted: number, seed: number, ground: Ground): Promise<number> {
  say(`seed ${seed}`);
  const startedAt = Date.now();
  const counts = new Map<string, number>();
  const totals = { faults: 0, lost: 0, doubled: 0, repeated: 0 };
  let disagreements = 0;
  for (let played = 0; played < wanted; played += PART) {
    const numRuns = Math.min(PART, wanted - played);
    const result = await fc.check(
      fc.asyncProperty(histories, async (history) => {
        const verdict = await differencesIn(history, ground);
        const { differences, told } = verdict;
        for (const reason of told) counts.set(reason, (counts.get(reason) ?? 0) + 1);
        add(totals, verdict);
        if (differences.length > 0) throw new Error(differences.join('\n'));
      }),
      { seed: seed + played / PART, numRuns },
    );
    if (result.failed) {
      disagreements += 1;
      describe(result);
    }
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const { faults, lost, doubled, repeated } = totals;
    say(
      `${played + numRuns} histories in ${seconds} s: ${faults} faults, ${lost} lost, ${doubled} doubled, ${repeated} repeated within a lease; ${disagreements} disagree`,
    );
  }
  const told = [...counts].map(([reason, times]) => `${reason} ${times}`).sort();
  say(`alerts: ${told.join(', ')}`);
  return disagreements;
}

type Totals = { -readonly [K in 'faults' | 'lost' | 'doubled' | 'repeated']: Verdict[K] };

function add(totals: Totals, verdict: Totals): void {
  for (const count of ['faults', 'lost', 'doubled', 'repeated'] as const) {
    totals[count] += verdict[count];
  }
}

async function playAgain(text: string, ground: Ground): Promise<number> {
  const history: History = JSON.parse(text);
  const { differences, told } = await differencesIn(history, ground);
  say(`told: ${told.join(', ') || 'nothing'}`);
  for (const difference of differences) say(difference);
  return differences.length;
}

function describe({ counterexample, errorInstance, seed }: fc.RunDetails<[History]>): void {
  say(`a history disagrees (seed ${seed}), shrunk:`);
  say(JSON.stringify(counterexample?.[0]));
  say(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
