import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { Big } from 'big.js';
import * as z from '../domain/zod.ts';
import { SourceKeyRefused, SourceRefusal, SourceUnreachable } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';

export const ID = 'korea-customs';

/** One table of the Customs Service. A key opens only those that were applied for at data.go.kr, each by its number. */
export interface KcsTable {
  /** Upper and lower case as they stand here: each service spells its own. */
  readonly path: string;
  readonly number: string;
  /** The fields that say what a row is about, beside its month. */
  readonly country?: 'statCd';
  readonly commodity?: 'hsCd' | 'hsCode';
}

export interface KcsRow {
  /** `2026.01`, or the word for all months together. */
  readonly year: string;
  readonly country: string | undefined;
  readonly commodity: string | undefined;
  readonly exports: Big;
  readonly imports: Big;
}

/** Whole dollars; a balance may be below zero. */
const dollarsSchema = z.pipe(
  z.string().check(z.regex(/^-?\d+$/, 'must be whole dollars')),
  z.transform((text) => new Big(text)),
);

const rowSchema = z.object({
  year: z.string(),
  statCd: z.optional(z.string()),
  hsCd: z.optional(z.string()),
  hsCode: z.optional(z.string()),
  expDlr: dollarsSchema,
  impDlr: dollarsSchema,
  balPayments: dollarsSchema,
});

/** The errors of the gateway in front of all services, in XML and, seen with `_type=json`, in JSON. */
const gatewaySchema = z.object({
  returnReasonCode: z.string(),
  errMsg: z._default(z.string(), ''),
  returnAuthMsg: z._default(z.string(), ''),
});
const gatewayJsonSchema = z.object({
  OpenAPI_ServiceResponse: z.object({ cmmMsgHeader: gatewaySchema }),
});

/** Key missing; unknown, or the table not applied for; expired; asked from an address that was not registered. */
const ABOUT_THE_KEY = ['20', '30', '31', '32'];

/** The day's calls are used up (10,000 a table for a developer's account). */
const QUOTA = '22';

/**
 * Reads an answer about one table: every row of it, those of all months together included.
 * The document says how it went, and not the status: errors of the service come with 200 and `resultCode` 99, those of the
 * gateway in a document of another kind, with 400, 401, 403 or, as JSON, with 200 (measured 2026-10-02).
 * What is passed on of an answer is passed on without `secrets`.
 */
export function readKcsRows(
  answer: HttpAnswer,
  table: KcsTable,
  secrets: readonly string[],
): KcsRow[] {
  const said = (text: string): string =>
    excerpt(secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text));
  const isJson = answer.text.trimStart().startsWith('{');
  if (isJson) throw gatewayError(jsonErrorOf(answer, said), table, said);
  const root = rootOf(answer, said);
  if (root.name === 'OpenAPI_ServiceResponse') {
    const header = childOf(root, 'cmmMsgHeader');
    throw gatewayError(header && fieldsOf(header), table, said);
  }
  if (answer.status !== 200 || root.name !== 'response') {
    throw refusal('provider-error', `HTTP ${answer.status}: ${said(answer.text)}`);
  }
  assertServed(childOf(root, 'header'), said);
  const items = childOf(childOf(root, 'body'), 'items');
  // Without a row it is there, and empty.
  if (!items) throw refusal('shape', `body/items is missing: ${said(answer.text)}`);
  return childrenOf(items).map((item) => rowOf(fieldsOf(item), table));
}

/** `body` may be missing from an error; only the code tells one from an answer without rows. */
function assertServed(header: XmlElement | undefined, said: (text: string) => string): void {
  const { resultCode, resultMsg } = header ? fieldsOf(header) : {};
  if (resultCode === '00') return;
  throw refusal('provider-error', said(`resultCode ${resultCode}: ${resultMsg}`));
}

function gatewayError(header: unknown, { path, number }: KcsTable, said: (text: string) => string) {
  const parsed = gatewaySchema.safeParse(header);
  if (!parsed.success) return refusal('shape', z.prettifyError(parsed.error));
  const { returnReasonCode: code, errMsg, returnAuthMsg } = parsed.data;
  const words = said(`code ${code}, ${errMsg}, ${returnAuthMsg}`);
  if (ABOUT_THE_KEY.includes(code)) {
    return new SourceKeyRefused(
      ID,
      `the key is not accepted for ${path}: each table is applied for by itself, this one at https://www.data.go.kr/data/${number}/openapi.do (${words})`,
    );
  }
  if (code === QUOTA) return new SourceUnreachable(ID, `${path}: ${words}`);
  return refusal('provider-error', `${path}: ${words}`);
}

function jsonErrorOf({ text }: HttpAnswer, said: (text: string) => string): unknown {
  try {
    const parsed = gatewayJsonSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.OpenAPI_ServiceResponse.cmmMsgHeader;
  } catch {
    // What is no JSON either is told below.
  }
  throw refusal('shape', `answer must be XML, got: ${said(text)}`);
}

/** A document that ends early is none: a parser that takes it would make a short answer of it. */
function rootOf({ status, text }: HttpAnswer, said: (text: string) => string): XmlElement {
  try {
    const { root } = parseXml(text);
    if (root) return root;
  } catch {
    // The parser's own words quote the document.
  }
  throw refusal('shape', `answer must be XML, got: HTTP ${status}: ${said(text)}`);
}

function rowOf(fields: Record<string, string>, { path, country, commodity }: KcsTable): KcsRow {
  const parsed = rowSchema.safeParse(fields);
  if (!parsed.success) throw refusal('shape', `${path}: ${z.prettifyError(parsed.error)}`);
  const { year, expDlr: exports, impDlr: imports, balPayments } = parsed.data;
  const about = {
    country: country && parsed.data[country],
    commodity: commodity && parsed.data[commodity],
  };
  for (const [field, value] of [
    [country, about.country],
    [commodity, about.commodity],
  ]) {
    if (field && value === undefined) throw refusal('shape', `${path}: ${field} is missing`);
  }
  if (exports.lt(0) || imports.lt(0)) {
    throw refusal('shape', `${path}: exports and imports of ${year} must not be negative`);
  }
  // Columns that were moved about would still be numbers.
  if (!exports.minus(imports).eq(balPayments)) {
    const stated = [exports, imports, balPayments].map((value) => value.toFixed()).join(', ');
    throw refusal(
      'identity',
      `${path}: expDlr less impDlr must be balPayments in ${year}, got: ${stated}`,
    );
  }
  return { year, ...about, exports, imports };
}

function childrenOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child instanceof XmlElement);
}

function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && childrenOf(element).find((child) => child.name === name);
}

function fieldsOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries(childrenOf(element).map(({ name, text }) => [name, text.trim()]));
}

export function refusal(rule: string, message: string): SourceRefusal {
  return new SourceRefusal(ID, rule, message);
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
