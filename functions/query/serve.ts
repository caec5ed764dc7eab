import type { Context, Hono } from 'hono';
import * as z from '../../shared/domain/zod.ts';
import { type BodyShape, readBody } from '../../shared/platform/json-body.ts';
import { mediaTypeFor } from '../../shared/platform/negotiation.ts';
import { notAcceptable } from '../../shared/platform/problem.ts';
import { FOR_A_MINUTE } from './caching.ts';
import type { JsonContract, NamesIn, TextContract } from './contract.ts';
import type { CsvTable } from './csv.ts';
import { parseParameters } from './parameters.ts';

/** A request whose parameters are as the contract wants them. */
export interface Asked<Path extends string, Parameters> {
  readonly path: (name: NamesIn<Path>) => string;
  readonly parameters: Parameters;
  readonly url: URL;
  /** What was sent, of a shape; reading it is refused with the member at fault and the rule. */
  readonly body: <T>(shape: BodyShape<T>) => Promise<T>;
}

/** What a route answers. */
export interface Answered<Answer> {
  readonly answer: Answer;
  /** `Cache-Control`, where it is not that of what is known now. */
  readonly cached?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The cursor of the next page. */
  readonly next?: string | null;
}

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

export type Serving = ReturnType<typeof serving>;

/** Binds contracts to what answers them. */
export function serving(app: Hono) {
  return {
    json<Path extends string, Parameters extends z.ZodMiniType, Answer extends z.ZodMiniType>(
      contract: JsonContract<Path, Parameters, Answer>,
      answerTo: (asked: Asked<Path, z.output<Parameters>>) => Promise<Answered<z.input<Answer>>>,
    ): void {
      const { csv } = contract;
      // What a route gives again, the very same object, is neither checked nor written again.
      const written = new WeakMap<object, { readonly answer: z.output<Answer>; text: string }>();
      app.on(contract.method ?? 'GET', routePath(contract.path), async (context) => {
        const asked = askedOf(contract, context);
        const type = typeOf(context, asked.url, csv !== undefined);
        const answered = await answerTo(asked);
        const given = Object(answered.answer);
        const { answer, text } = written.get(given) ?? writtenOf(contract.answer, answered.answer);
        written.set(given, { answer, text });
        const headers = { ...headersOf(answered, asked.url), ...(csv && { vary: 'Accept' }) };
        if (!csv || type !== CSV_TYPE) {
          return context.body(text, 200, {
            ...headers,
            'content-type': JSON_TYPE,
          });
        }
        const [table, { csvText }] = await Promise.all([csv(), import('./csv.ts')]);
        const file = { ...headers, ...fileHeaders(table, answer) };
        return context.body(csvText(table, answer), 200, file);
      });
    },

    text<Path extends string, Parameters extends z.ZodMiniType>(
      contract: TextContract<Path, Parameters>,
      answerTo: (asked: Asked<Path, z.output<Parameters>>) => Promise<Answered<string>>,
    ): void {
      app.get(routePath(contract.path), async (context) => {
        const asked = askedOf(contract, context);
        const answered = await answerTo(asked);
        return context.body(answered.answer, 200, {
          ...headersOf(answered, asked.url),
          'content-type': contract.mediaType,
        });
      });
    },
  };
}

function writtenOf<Answer extends z.ZodMiniType>(schema: Answer, given: z.input<Answer>) {
  const answer = z.parse(schema, given);
  return { answer, text: JSON.stringify(answer) };
}

function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function askedOf<Path extends string, Parameters extends z.ZodMiniType>(
  { parameters }: { readonly path: Path; readonly parameters: Parameters },
  context: Context,
): Asked<Path, z.output<Parameters>> {
  const { req } = context;
  const url = new URL(req.url);
  return {
    path: (name) => req.param(name) ?? '',
    body: (shape) => readBody(context, shape),
    parameters: parseParameters(parameters, url),
    url,
  };
}

/** What was asked for by name goes before what the client says it likes. */
function typeOf(context: Context, { searchParams }: URL, hasTable: boolean): string {
  const format = searchParams.get('format');
  if (format) return format === 'csv' ? CSV_TYPE : JSON_TYPE;
  const offered = hasTable ? [JSON_TYPE, CSV_TYPE] : [JSON_TYPE];
  const type = mediaTypeFor(context.req.header('accept'), offered);
  if (!type) throw notAcceptable(offered);
  return type;
}

function headersOf({ cached = FOR_A_MINUTE, headers, next }: Answered<unknown>, url: URL) {
  return { ...headers, 'cache-control': cached, ...(next ? { link: linkTo(next, url) } : {}) };
}

/** The next page, for whoever follows links rather than members (RFC 8288). */
function linkTo(cursor: string, { pathname, searchParams }: URL): string {
  const wanted = new URLSearchParams(searchParams);
  wanted.set('cursor', cursor);
  return `<${pathname}?${wanted}>; rel="next"`;
}

function fileHeaders<Answer>({ name }: CsvTable<Answer>, answer: Answer) {
  const file = name(answer).replace(/[^\w.-]/g, '-');
  return {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="tidemark-${file}.csv"`,
  };
}
