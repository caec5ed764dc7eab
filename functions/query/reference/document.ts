import { CONTRACTS } from '../contracts.ts';
import { type Json, refTo } from './component.ts';
import { contentOf } from './content.ts';
import { EXAMPLES } from './examples.ts';
import { methodOf, OPERATION_NAMES, OPERATIONS, type Operation } from './operations.ts';
import { pathSchema } from './path-schemas.ts';
import { HEADERS, headerRefs, RESPONSES, responseRef } from './responses.ts';
import {
  BODIES,
  bodySchemas,
  componentSchemas,
  parameterSchemas,
  UNNAMED_RULE,
} from './schemas.ts';
import { INTRODUCTION, PARAMETERS, type RouteName, WORDS } from './words.ts';

/** The OpenAPI document of the API: its paths, parameters and answers are those of the contracts that serve it. */
export async function openApiDocument(): Promise<Json> {
  const tags = [...new Set(OPERATION_NAMES.map((name) => WORDS[name].tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidemark',
      version: '1',
      summary: 'Trade balances, tariffs and alerts of the watched pairs',
      description: INTRODUCTION.join('\n\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths: await pathItems(),
    components: {
      schemas: { ...componentSchemas(), ...bodySchemas() },
      headers: HEADERS,
      responses: RESPONSES,
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'AWS Signature Version 4, by an identity that may `execute-api:Invoke`.',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
    // Said so that nobody looks for a key.
    security: [],
  };
}

async function pathItems(): Promise<Json> {
  const items: Record<string, Json> = {};
  for (const name of OPERATION_NAMES) {
    const of = OPERATIONS[name];
    const item = items[of.path] ?? {};
    items[of.path] = item;
    item[methodOf(of)] = await operation(name);
  }
  return items;
}

async function operation(name: RouteName): Promise<Json> {
  const of = OPERATIONS[name];
  const { tag, summary, description } = WORDS[name];
  return {
    operationId: name,
    tags: [tag],
    summary,
    description,
    parameters: parametersOf(name),
    ...(of.body ? { requestBody: requestBody(name, JSON.parse(of.body.example)) } : {}),
    responses: { ...(await successes(name)), ...refusals(name) },
    ...(of.isSigned ? { security: [{ sigv4: [] }] } : {}),
  };
}

function inPathOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
}

function inQueryOf({ parameters }: Operation): Record<string, Json> {
  return parameters ? parameterSchemas(parameters) : {};
}

function parametersOf(name: RouteName): Json[] {
  const of = OPERATIONS[name];
  const described = (parameter: string, place: 'path' | 'query', schema: Json): Json => {
    const words: Readonly<Record<string, readonly [string, unknown]>> = PARAMETERS;
    const [description, example] = WORDS[name].parameters?.[parameter] ?? words[parameter] ?? [];
    return { name: parameter, in: place, description, schema, example };
  };
  return [
    ...inPathOf(of).map((parameter) => ({
      ...described(parameter, 'path', pathSchema(of.path, parameter)),
      required: true,
    })),
    ...Object.entries(inQueryOf(of)).map(([parameter, schema]) =>
      described(parameter, 'query', schema),
    ),
    ...(of.method ? [] : [IF_NONE_MATCH]),
  ];
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Tags of answers that are held already, or `*`.',
  schema: { type: 'string' },
};

function requestBody(name: RouteName, anyExample: unknown): Json {
  const example = EXAMPLES[name]?.body ?? anyExample;
  const schema = refTo(name in BODIES ? BODIES[name as keyof typeof BODIES].name : UNNAMED_RULE);
  return {
    required: true,
    content: { 'application/json': { schema, example } },
  };
}

async function successes(name: RouteName): Promise<Json> {
  const of = OPERATIONS[name];
  const { summary, statuses = { 200: `${summary}.` } } = WORDS[name];
  const headers = headerRefs([
    ...(of.method ? [] : ['ETag', 'Vary']),
    ...['Cache-Control', 'X-Request-Id'],
    ...('cursor' in inQueryOf(of) ? ['Link'] : []),
    ...(of.csv ? ['Content-Disposition'] : []),
  ]);
  const content = await contentOf(name);
  const answers = Object.entries(statuses).map(([status, description]) => [
    status,
    { description, headers, ...(status === '204' ? {} : { content }) },
  ]);
  return {
    ...Object.fromEntries(answers),
    ...(of.method ? {} : { 304: responseRef('NotModified') }),
  };
}

function refusals(name: RouteName): Json {
  const of = OPERATIONS[name];
  const isLookedUp = inPathOf(of).length > 0 || 'pair' in inQueryOf(of);
  return {
    ...(of.parameters || of.body ? { 400: responseRef(of.body ? 'BadBody' : 'BadParameter') } : {}),
    ...(of.isSigned ? { 403: responseRef('Forbidden'), 409: responseRef('Conflict') } : {}),
    ...(isLookedUp && !of.body ? { 404: responseRef('Unknown') } : {}),
    ...(of.answer && name in CONTRACTS ? { 406: responseRef('NotAcceptable') } : {}),
    ...(of.body ? { 413: responseRef('TooLong'), 415: responseRef('NotJson') } : {}),
    414: responseRef('UriTooLong'),
    ...Object.fromEntries(
      Object.entries(WORDS[name].refusals ?? {}).map(([status, of]) => [status, responseRef(of)]),
    ),
    429: responseRef('TooManyRequests'),
    500: responseRef('InternalError'),
    503: responseRef('Busy'),
  };
}
