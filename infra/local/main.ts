import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger } from '../../shared/platform/logger.ts';
import { ConfigError } from '../config-error.ts';
import { LocalError } from './local-error.ts';
import type { LocalTidemark } from './runner.ts';

const HELP = `Tidemark on this machine: the whole pipeline, on published figures.

  npm start                     replays the releases, then serves http://localhost:4040
  npm start -- --data DIR       keeps the database in DIR, and goes on with it the next time
  npm start -- --live           polls the real sources over the network instead
  npm start -- --verbose        prints the functions' own logs
  npm start -- --help           prints this

  PORT=4041 npm start           serves another port
  API_KEY_US_CENSUS=...         your key of the US Census Bureau, for --live
  AWS_ENDPOINT_URL_DYNAMODB=... a DynamoDB of your own instead of the embedded one
`;

try {
  await main();
} catch (error) {
  if (!(error instanceof LocalError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = readPort();
  // Loaded only now: the rest takes a second to load, and a wrong flag needs none of it.
  const [{ startLocal }, { pollLive }, { terminalProgress }] = await Promise.all([
    import('./runner.ts'),
    import('./live.ts'),
    import('./terminal-progress.ts'),
  ]);
  const progress = terminalProgress();
  const interruption = new AbortController();
  const starting = startLocal({
    port,
    directory: flags.data && resolve(flags.data),
    sources: flags.live ? 'live' : 'replay',
    progress,
    log: createLogger((line) => {
      if (flags.verbose) process.stdout.write(`${line}\n`);
    }),
    variables: operatorsVariables(),
    signal: interruption.signal,
  });
  endWith(starting, interruption);
  const tidemark = await starting
    .catch((error) => {
      if (!interruption.signal.aborted) throw error;
    })
    .finally(progress.end);
  if (!tidemark || interruption.signal.aborted) return;
  process.stdout.write(`Tidemark is ready: ${tidemark.url}\n`);
  if (flags.live) await pollLive(tidemark);
}

function readFlags(): {
  help: boolean;
  data?: string | undefined;
  live: boolean;
  verbose: boolean;
} {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        data: { type: 'string' },
        live: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
      },
    });
    if (values.data !== '') return values;
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split(/\.\s/) : ['unknown flag'];
    throw new LocalError(`${reason}: npm start -- --help lists the flags there are.`, {
      cause: error,
    });
  }
  throw new LocalError('--data names no directory: try npm start -- --data ./tidemark-data.');
}

function readPort(): number {
  const text = process.env['PORT'] ?? '4040';
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new LocalError(
    `PORT must be a number from 0 to 65535, got ${text}: try PORT=4041 npm start.`,
  );
}

function operatorsVariables(): Record<string, string> {
  const names = Object.keys(process.env).filter((name) =>
    /^(API_KEY_|UPSTREAM_|AWS_ENDPOINT_URL_DYNAMODB$)/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}

/** Ctrl-C, a kill, or the end of npm itself stop everything that was started. */
function endWith(starting: Promise<LocalTidemark>, interruption: AbortController): void {
  const end = async (): Promise<void> => {
    if (interruption.signal.aborted) return;
    interruption.abort();
    await starting.then((tidemark) => tidemark.stop()).catch(() => {});
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 1_000).unref();
}
