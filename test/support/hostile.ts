import * as fc from 'fast-check';

/** What would be seen if it came back as it was put in: markup, and a header of our own. */
export const MARKUP = '<img src=x onerror=alert(1)>';
const INJECTED = 'x-injected';

const EVIL = [
  ...[MARKUP, '<script>', `\r\n${INJECTED}: 1\r\n\r\n`, '\0', '%00', '%2F', '%252F', '..', '../..'],
  ...['%2e%2e%2f', '\\', '//', '?', '#', '%', '%zz', '%E0%A4%A', '=1+1', '@x', '-1', "' OR '1'='1"],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
    '\u202e',
    '🌊',
    'ﬀ',
    'İ',
    '\u00e9',
    'e\u0301',
  ],
  ...[
    '{}',
    '[]',
    'null',
    'NaN',
    '1e309',
    '9'.repeat(400),
    '$ne',
    '~',
    '*',
    'ALERT#',
    'OBS#exports#',
  ],
] as const;

const KNOWN = [
  ...[
    'v1',
    'pairs',
    'XA-XB',
    'metrics',
    'balance',
    'observations',
    'exports',
    'alerts',
    'alerts.atom',
  ],
  ...['sources', 'releases.ics', 'openapi.json', 'docs', 'rules', 'preview', 'US-KR', ''],
] as const;

const evil = fc.oneof(
  fc.constantFrom(...EVIL),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 3000 }),
);

/** Encoded as a client would, twice, or not at all. */
const written = evil.chain((text) =>
  fc.constantFrom(
    encodeURIComponent(text.toWellFormed()),
    encodeURIComponent(encodeURIComponent(text.toWellFormed())),
    text.replace(/[\0-\x20"<>\\^`{|}\x7f-\uffff]/g, (each) =>
      encodeURIComponent(each.toWellFormed()),
    ),
  ),
);

const segment = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...KNOWN) }, written);

const NAMES = [
  'from',
  'to',
  'asOf',
  'frequency',
  'history',
  'pair',
  'since',
  'limit',
  'cursor',
  'format',
];
const VALUES = ['2025-06', '2025-06-01', 'M', 'all', 'XA-XB', '1', 'csv', 'json', ''];

const parameter = fc.tuple(
  fc.oneof(fc.constantFrom(...NAMES), written),
  fc.oneof(fc.constantFrom(...VALUES), written),
);

/** A path and a query as nobody means well would write them. */
export const anyTarget: fc.Arbitrary<string> = fc
  .tuple(fc.array(segment, { maxLength: 7 }), fc.array(parameter, { maxLength: 4 }))
  .map(([segments, parameters]) => {
    const query = parameters.map(([name, value]) => `${name}=${value}`).join('&');
    // A target that begins with two slashes names another host.
    return `/${segments.join('/')}${query && `?${query}`}`.replace(/^\/+/, '/');
  });

export const anyMethod: fc.Arbitrary<string> = fc.constantFrom(
  ...['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'],
);

/** Any byte that a header may hold. */
const headerValue = fc.oneof(
  fc.constantFrom(
    ...['*', '""', 'W/"', 'text/csv;q=9', 'br;q=', ';', ',,,', '"'.repeat(500), MARKUP],
  ),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  }),
);

export const anyHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    ...[
      'accept',
      'accept-encoding',
      'if-none-match',
      'x-request-id',
      'origin',
      'user-agent',
      'range',
    ],
    ...['access-control-request-method', 'x-forwarded-host', 'x-http-method-override', 'cookie'],
  ),
  headerValue.map((value) => value.replace(/[\x7f-\x9f]/g, '').trim()),
);

/** A good answer or a refusal, never a fault; with the headers that every answer has, and with nothing of ours or theirs besides. */
export function faultIn(response: Response, body: string): string | undefined {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (status >= 500) return `a fault: ${status} ${body}`;
  if (headers.get('x-content-type-options') !== 'nosniff') return 'it may be sniffed';
  if (!headers.get('content-security-policy')?.startsWith("default-src 'none'")) return 'no policy';
  if (headers.has(INJECTED) || headers.has('set-cookie')) return 'a header was injected';
  if (/html|xml/.test(type) && body.includes(MARKUP)) return 'markup came back as it was put in';
  if (
    status >= 400 &&
    body !== '' &&
    !/^(application\/problem\+json|text\/html; charset=utf-8$)/.test(type)
  )
    return `a ${type}`;
  if (/\bat .*\.(ts|m?js):\d/.test(body) || body.includes('node_modules')) return 'a stack trace';
  return undefined;
}
