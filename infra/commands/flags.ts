import { parseArgs } from 'node:util';
import { LocalError } from '../local/local-error.ts';

interface Flags {
  /** Whole numbers from 0, by their flag. */
  readonly counts: Readonly<Record<string, number>>;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * The flags of a command: `--json`, `--help`, and those that take a count.
 *
 * @param command as the operator writes it: `npm run cost`
 * @param counts the flags that take a count, with what they are without one
 * @throws LocalError that names the flag, what is wrong with it, and a right one
 */
export function readFlags(command: string, counts: Readonly<Record<string, number>>): Flags {
  const names = Object.keys(counts);
  const values = parsed(command, names);
  const given = names.map((name) => [name, countOf(name, values[name], counts[name] ?? 0)]);
  return {
    counts: Object.fromEntries(given),
    json: values['json'] === true,
    help: values['help'] === true,
  };
}

function parsed(command: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  const counts = names.map((name) => [name, { type: 'string' as const }]);
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean' },
        ...Object.fromEntries(counts),
      },
    }).values;
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split(/\.\s|\n/) : ['unknown flag'];
    throw new LocalError(`${reason}: ${command} -- --help lists the flags there are.`, {
      cause: error,
    });
  }
}

function countOf(name: string, text: unknown, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (typeof text === 'string' && /^\d{1,12}$/.test(text)) return Number(text);
  throw new LocalError(
    `--${name} must be a whole number from 0, got ${text}: try --${name} ${otherwise}.`,
  );
}
