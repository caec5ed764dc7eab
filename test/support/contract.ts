import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { openApiDocument } from '../../functions/query/reference/document.ts';

const ROOT = 'https://tidemark.example/openapi.json';

const refSchema = z.strictObject({ $ref: z.string().startsWith('#/') });
const headersSchema = z.record(z.string(), refSchema);
const responseSchema = z.object({
  headers: headersSchema.default({}),
  content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })).default({}),
});
const headerSchema = z.object({ required: z.boolean().default(false), schema: z.looseObject({}) });
const documentSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});

const root = await openApiDocument();
const document = documentSchema.parse(root);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: ROOT, ...root });

/** What was asked, and what came. */
interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly response: Response;
  /** As it is when nothing compresses it. */
  readonly body: string;
}

/** @throws Error when a response is not one that the OpenAPI document announces: status, headers, media type, body. */
export function holdAgainstDocument({ method, target, response, body }: Exchange): void {
  const what = `${method} ${target}: ${response.status}`;
  const announced = announcedFor(method, target.split('?')[0] ?? '', response.status);
  if (announced === 'anything') return;
  if (!announced) throw new Error(`${what} is in no place of the document`);
  for (const [name, { $ref }] of Object.entries(announced.headers)) {
    holdHeader(what, name, headerSchema.parse(at($ref)), response.headers.get(name));
  }
  if (body === '' && (method === 'HEAD' || [204, 304].includes(response.status))) return;
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const media = announced.content[type];
  if (!media) throw new Error(`${what} is ${type}, which the document does not announce`);
  if (/json$/.test(type)) hold(what, media.schema, JSON.parse(body));
  else holdText(what, media.schema, body);
}

/** By which operation a method is announced; HEAD is a GET without a body. */
const OPERATION_OF: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
};

function announcedFor(method: string, path: string, status: number) {
  const items = Object.entries(document.paths)
    .filter(([template]) => fits(template, path))
    .map(([, item]) => item);
  if (items.length === 0) return component(status === 414 ? 'UriTooLong' : 'Unknown');
  if (method === 'OPTIONS' && status === 204) return 'anything';
  const [operation] = items.flatMap((item) => item[OPERATION_OF[method] ?? method] ?? []);
  if (!operation) return status === 405 ? component('MethodNotAllowed') : undefined;
  const response = operation.responses[status];
  return response === undefined ? undefined : responseSchema.parse(followed(response));
}

function component(name: string) {
  return responseSchema.parse(at(`#/components/responses/${name}`));
}

function fits(template: string, path: string): boolean {
  const pattern = template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}/?$`).test(path);
}

function holdHeader(
  what: string,
  name: string,
  header: z.infer<typeof headerSchema>,
  value: string | null,
): void {
  if (value === null) {
    if (header.required) throw new Error(`${what} lacks the header ${name}`);
    return;
  }
  hold(`${what}, header ${name}`, header.schema, value);
}

/** Of a table the document names the columns. */
function holdText(what: string, schema: Record<string, unknown>, body: string): void {
  hold(what, schema, body);
  const [, columns] = /^The columns: (.*)\.$/.exec(String(schema['description'])) ?? [];
  if (columns && body.split('\r\n')[0] !== columns.split(', ').join(',')) {
    throw new Error(`${what} has other columns than ${columns}`);
  }
}

function hold(what: string, schema: Record<string, unknown>, value: unknown): void {
  const validate = ajv.compile(inDocument(schema));
  if (validate(value)) return;
  throw new Error(`${what} is not as announced: ${ajv.errorsText(validate.errors)}`);
}

/** A schema of the document stands outside of it here, so that its references must say where they lead. */
function inDocument(schema: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ROOT}#/`));
}

function followed(value: unknown): unknown {
  const reference = refSchema.safeParse(value).data;
  return reference ? at(reference.$ref) : value;
}

function at(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce((value: unknown, name) => Object(value)[name], root);
}
