import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Answer, type Api, apiAt, DEFAULT_URL } from './api.ts';
import { CommandError, run } from './command-error.ts';

const HELP = `The rules of a running Tidemark.

  npm run rules -- list                 every rule in force, and where it stands
  npm run rules -- show ID              one of them
  npm run rules -- put FILE|JSON        writes a rule: a file, or the JSON itself, as in cdk.json
  npm run rules -- preview FILE|JSON    what it would have told, before it is written
  npm run rules -- delete ID            retires a rule; its alerts stay

  --url URL     of the API; ${DEFAULT_URL}, or TIDEMARK_URL. Requests to AWS are signed with your credentials.
  --json        prints the answer as it is
`;

const stateSchema = z.object({ firing: z.boolean(), since: z.string().nullable() }).nullable();
const ruleSchema = z.looseObject({
  id: z.string(),
  pair: z.string(),
  metric: z.string(),
  fires: z.record(z.string(), z.unknown()),
  clears: z.number().optional(),
  version: z.number(),
});
const warningsSchema = z.array(z.object({ warning: z.string(), detail: z.string() }));
const previewSchema = z.object({
  fired: z.array(
    z.object({
      period: z.string(),
      knownAt: z.string(),
      reason: z.string(),
      value: z.number(),
      retractedAt: z.string().optional(),
    }),
  ),
  warnings: warningsSchema,
});

const problemSchema = z.object({ detail: z.string(), known: z.array(z.string()).optional() });

interface Flags {
  readonly json: boolean;
}

await run(async () => {
  const { values, positionals } = readFlags();
  const [command, subject, ...more] = positionals;
  if (values.help || command === undefined) {
    process.stdout.write(HELP);
    return;
  }
  if (more.length > 0) throw new CommandError(`one thing at a time, got also: ${more.join(' ')}`);
  const api = apiAt(values.url ?? process.env['TIDEMARK_URL'] ?? DEFAULT_URL);
  process.stdout.write(await textOf(command, subject, api, values));
});

function readFlags() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    const [reason] = cause instanceof Error ? cause.message.split(/\.\s/) : ['unknown flag'];
    throw new CommandError(`${reason}: npm run rules -- --help lists the flags there are.`, {
      cause,
    });
  }
}

async function textOf(
  command: string,
  subject: string | undefined,
  api: Api,
  flags: Flags,
): Promise<string> {
  switch (command) {
    case 'list': {
      const body = accepted(await api.ask('GET', '/v1/rules'));
      const { rules } = z.object({ rules: z.array(z.unknown()) }).parse(body);
      return shown(body, flags, rules.map(ruleLine).join(''));
    }
    case 'show': {
      const body = accepted(await api.ask('GET', `/v1/rules/${idOf(subject)}`));
      return shown(body, flags, ruleLine(body));
    }
    case 'put': {
      const rule = readRule(subject);
      const { id } = z.looseObject({ id: z.string().catch('') }).parse(rule);
      const body = accepted(await api.ask('PUT', `/v1/rules/${idOf(id)}`, rule));
      const { warnings } = z.object({ warnings: warningsSchema }).parse(body);
      return shown(body, flags, `${ruleLine(body)}${warningLines(warnings)}`);
    }
    case 'preview': {
      const body = accepted(await api.ask('POST', '/v1/rules/preview', readRule(subject)));
      return shown(body, flags, previewLines(body));
    }
    case 'delete': {
      accepted(await api.ask('DELETE', `/v1/rules/${idOf(subject)}`));
      return `${subject} is retired.\n`;
    }
    default:
      throw new CommandError(`there is no command ${command}: list, show, put, preview or delete.`);
  }
}

function idOf(id: string | undefined): string {
  if (id) return encodeURIComponent(id);
  throw new CommandError('which rule? Name its id: npm run rules -- list shows them.');
}

/** A file that holds a rule, or the rule itself. */
function readRule(given: string | undefined): unknown {
  if (!given) throw new CommandError('which rule? Give a file, or the JSON itself.');
  const text = existsSync(given) ? readFileSync(given, 'utf8') : given;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${given} is neither a file nor JSON.`, { cause });
  }
}

function accepted({ status, body }: Answer): unknown {
  if (status < 300) return body;
  const problem = problemSchema.safeParse(body).data;
  if (problem) {
    const known = problem.known?.length ? ` (there are: ${problem.known.join(', ')})` : '';
    throw new CommandError(`${problem.detail}${known}`);
  }
  if (status === 403) {
    throw new CommandError(
      'your AWS credentials may not do this: they need execute-api:Invoke on the API',
    );
  }
  throw new CommandError(`refused with status ${status}: ${JSON.stringify(body)}`);
}

function shown(body: unknown, { json }: Flags, text: string): string {
  return json ? `${JSON.stringify(body, null, 2)}\n` : text;
}

function ruleLine(body: unknown): string {
  const { id, pair, metric, fires, clears, version, state } = ruleSchema
    .extend({ state: stateSchema.optional() })
    .parse(body);
  const line = `${JSON.stringify(fires)}${clears === undefined ? '' : ` clears ${clears}`}`;
  return `${id.padEnd(26)} v${version}  ${pair.padEnd(8)} ${metric.padEnd(22)} ${line}${standing(state)}\n`;
}

function standing(state: z.infer<typeof stateSchema> | undefined): string {
  if (!state) return '';
  return state.firing ? `  FIRING since ${state.since}` : '  quiet';
}

function previewLines(body: unknown): string {
  const { fired, warnings } = previewSchema.parse(body);
  const lines = fired.map(
    ({ period, knownAt, reason, value, retractedAt }) =>
      `${knownAt.slice(0, 10)}  ${reason.padEnd(20)} ${period.padEnd(8)} ${value}${retractedAt ? `  (revised away on ${retractedAt.slice(0, 10)})` : ''}\n`,
  );
  const away = fired.filter(({ retractedAt }) => retractedAt).length;
  const sum = `It would have fired ${fired.length} times, ${away} of them revised away later.\n`;
  return `${lines.join('')}${sum}${warningLines(warnings)}`;
}

function warningLines(warnings: z.infer<typeof warningsSchema>): string {
  return warnings.map(({ warning, detail }) => `warning (${warning}): ${detail}\n`).join('');
}
