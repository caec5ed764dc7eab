import { INDICATORS } from '../../../shared/domain/indicator.ts';
import { RULE_BODY } from '../../../shared/domain/rule-body.ts';
import { type Json, refTo } from './component.ts';

/** The headers that answers have, each described once. */
export const HEADERS: Readonly<Record<string, Json>> = {
  ETag: {
    description: 'A strong validator of the content in the coding in which it is sent.',
    required: true,
    schema: { type: 'string', pattern: '^"[\\w-]{22}(-br|-gz)?"$' },
    example: '"9O-eaEo5ncUfXXywDq2NIN"',
  },
  'Cache-Control': {
    description: 'How long the answer holds.',
    required: true,
    schema: { type: 'string' },
    example: 'public, max-age=31536000, immutable',
  },
  Vary: {
    description: 'The headers of the request that the answer depends on.',
    required: true,
    schema: { type: 'string' },
    example: 'Accept, Accept-Encoding',
  },
  'X-Request-Id': {
    description: 'Names the request, for whoever asks about it.',
    required: true,
    schema: { type: 'string', minLength: 1 },
    example: '0a486a85-0b02-414b-8baf-4e89fe6bfdcf',
  },
  Link: {
    description: 'Where the next page is (RFC 8288); left out at the end.',
    schema: { type: 'string', pattern: '^</[^>]+>; rel="next"$' },
    example:
      '</v1/alerts?limit=1&cursor=20260804T123000000Z.US-KR.us-kr-widest-month-v1.2026-06.crossed>; rel="next"',
  },
  'Content-Disposition': {
    description: 'The name of the file, for CSV.',
    schema: { type: 'string', pattern: '^attachment; filename="tidemark-[\\w.-]+\\.csv"$' },
    example: 'attachment; filename="tidemark-US-KR-balance.csv"',
  },
  Allow: {
    description: 'The methods that the path is for.',
    required: true,
    schema: { type: 'string' },
    example: 'GET, HEAD, OPTIONS',
  },
  'Retry-After': {
    description: 'In how many seconds to ask again.',
    required: true,
    schema: { type: 'string', pattern: '^\\d+$' },
    example: '5',
  },
};

export function headerRefs(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

export function responseRef(name: keyof typeof RESPONSES): Json {
  return { $ref: `#/components/responses/${name}` };
}

function problem(description: string, example: Json, headers: readonly string[] = []) {
  const value = { ...example, requestId: '0a486a85-0b02-414b-8baf-4e89fe6bfdcf' };
  return {
    description,
    headers: headerRefs(['Cache-Control', 'X-Request-Id', ...headers]),
    content: { 'application/problem+json': { schema: refTo('Problem'), example: value } },
  };
}

const CONDITION_RULE =
  'must be {"above": 10}, {"below": -60000000000}, {"changesBy": 5} or {"record": "low", "years": 5}';

const MISSING_RULE = 'must be given, because nothing is stored of it';
const MISSING_EXAMPLE =
  '{"pair":"KR-JP","tariffs":{"reporter":0,"partner":0},"base":{"reporter":{"imports":47646785980,"marketImports":642670000000,"tariff":2.75,"source":"Korea"},"partner":{"imports":30239592580,"marketImports":785900000000,"tariff":1.3,"source":"Japan"}}}';

/** What is answered that is no 200; a test holds each example against what is really answered. */
export const RESPONSES = {
  NotModified: {
    description: 'What is held already is as it was; there is no body.',
    headers: headerRefs(['ETag', 'Cache-Control', 'Vary', 'X-Request-Id']),
  },
  BadParameter: problem('A parameter breaks its rule.', {
    type: '/docs#bad-parameter',
    title: 'Bad parameter',
    status: 400,
    detail: 'limit must be a whole number from 1 to 200, for example 50',
    parameter: 'limit',
    rule: 'must be a whole number from 1 to 200',
    example: '50',
  }),
  Unknown: problem('There is no such thing, and `known` lists what there is.', {
    type: '/docs#unknown-indicator',
    title: 'Unknown indicator',
    status: 404,
    detail: 'there is no indicator "tariffs" here',
    known: Object.keys(INDICATORS),
  }),
  MethodNotAllowed: problem(
    'The path is for other methods.',
    {
      type: '/docs#method-not-allowed',
      title: 'Method not allowed',
      status: 405,
      detail: 'this path is not for POST, it is for GET, HEAD, OPTIONS',
      known: ['GET', 'HEAD', 'OPTIONS'],
    },
    ['Allow'],
  ),
  NotAcceptable: problem('`Accept` allows nothing that the path answers.', {
    type: '/docs#not-acceptable',
    title: 'Not acceptable',
    status: 406,
    detail: 'Accept must allow application/json or text/csv, or be left out',
    parameter: 'Accept',
    known: ['application/json', 'text/csv'],
  }),
  UriTooLong: problem('Path and query are too long.', {
    type: '/docs#uri-too-long',
    title: 'URI too long',
    status: 414,
    detail: 'path and query must be of 8000 characters at the most',
  }),
  BadBody: problem('A member of the body breaks its rule.', {
    type: '/docs#bad-body',
    title: 'Bad body',
    status: 400,
    detail: `fires ${CONDITION_RULE}, for example ${RULE_BODY.example}`,
    parameter: 'fires',
    rule: CONDITION_RULE,
    example: RULE_BODY.example,
  }),
  MissingInput: problem('A figure is missing without which nothing can be said.', {
    type: '/docs#missing-input',
    title: 'Missing input',
    status: 422,
    detail: `base.partner.imports ${MISSING_RULE}, for example ${MISSING_EXAMPLE}`,
    parameter: 'base.partner.imports',
    rule: MISSING_RULE,
    example: MISSING_EXAMPLE,
  }),
  Forbidden: {
    description: 'The request is not signed, or its signer may not: refused by API Gateway.',
    content: {
      'application/json': {
        schema: { type: 'object', properties: { message: { type: 'string' } } },
        example: { message: 'Forbidden' },
      },
    },
  },
  Conflict: problem('Somebody else is writing the rule.', {
    type: '/docs#conflict',
    title: 'Conflict',
    status: 409,
    detail: 'rule xa-xb-wide is being written by somebody else; read it and try again',
  }),
  TooLong: problem('The body is too long.', {
    type: '/docs#too-long',
    title: 'Too long',
    status: 413,
    detail: 'the body must not be longer than 16384 bytes',
  }),
  NotJson: problem('The body is no JSON by its media type.', {
    type: '/docs#not-json',
    title: 'Not JSON',
    status: 415,
    detail: 'the body must be application/json',
    example: RULE_BODY.example,
  }),
  TooManyRequests: {
    description: 'Too many requests a second: refused by API Gateway before it costs anything.',
    content: {
      'application/json': {
        schema: { type: 'object', properties: { message: { type: 'string' } } },
        example: { message: 'Too Many Requests' },
      },
    },
  },
  InternalError: problem('The fault is ours.', {
    type: '/docs#internal-error',
    title: 'Internal error',
    status: 500,
    detail: 'the request failed; the fault is ours and was recorded under the request id',
  }),
  Busy: problem(
    'The table gives no more at the moment: its ceiling on what it may cost was reached.',
    {
      type: '/docs#busy',
      title: 'Busy',
      status: 503,
      detail: 'too much is being asked at the moment; ask again in a few seconds',
    },
    ['Retry-After'],
  ),
} as const satisfies Readonly<Record<string, Json>>;
