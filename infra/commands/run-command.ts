import { ConfigError } from '../config-error.ts';
import { LocalError } from '../local/local-error.ts';

/** Runs a command to its end; what the operator can mend is told in a sentence, without a stack trace. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof LocalError || error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
