/** What the person at the terminal can mend: one sentence, and how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command; what it throws on purpose is told in a line, and ends it with 1. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
