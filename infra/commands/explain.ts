import { parseArgs } from 'node:util';
import { DEFAULT_URL } from './api.ts';
import { askAlert } from './ask-alert.ts';
import { CommandError } from './command-error.ts';
import { explanation } from './explanation.ts';
import { recompute } from './recomputation.ts';

const HELP = `Computes the number of an alert again from the stored vintages, and says whether it agrees.

  npm run explain -- ALERT_ID                   asks ${DEFAULT_URL}, or TIDEMARK_URL
  npm run explain -- ALERT_ID --url URL         asks the API there (ApiUrl of the stack's outputs)
  npm run explain -- LINK                       the link to an alert, as it stands in its mail
  npm run explain -- --help                     prints this

Ends with 0 where it agrees, 1 where it does not, 2 where it could not be asked.
`;

const DISAGREES = 1;
const NOT_ASKED = 2;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const asked = readArguments();
    if (!asked) {
      process.stdout.write(HELP);
      return 0;
    }
    const { id, url } = asked;
    const { alert, vintages } = await askAlert(id, (path) => ask(url, path));
    const found = recompute(alert, vintages);
    process.stdout.write(explanation(alert, found));
    return found.disagreements.length === 0 ? 0 : DISAGREES;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return NOT_ASKED;
  }
}

/** What is asked for; undefined where it is help. */
function readArguments(): { id: string; url: string } | undefined {
  const { positionals, values } = parsed();
  if (values.help) return undefined;
  const [named, ...more] = positionals;
  if (!named || more.length > 0) throw new CommandError(HELP.trimEnd());
  const [, base, linked] = /^(https?:\/\/.+?)(?:\/v1)?\/alerts\/([^/?#]+)$/.exec(named) ?? [];
  const url = values.url ?? base ?? process.env['TIDEMARK_URL'] ?? DEFAULT_URL;
  return { id: linked ? decodeURIComponent(linked) : named, url: url.replace(/\/$/, '') };
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { url: { type: 'string' }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new CommandError(HELP.trimEnd(), { cause: error });
  }
}

/** Reading takes no credentials, also on AWS. */
async function ask(url: string, path: string): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, { signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    throw new CommandError(
      `${url} does not answer: start it with npm start, or say where it is with --url.`,
      { cause: error },
    );
  }
}
