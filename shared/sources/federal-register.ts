import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';
import { PROVIDERS } from './providers.ts';
import type { Bulletin, Publication, SourceContext } from './source.ts';

const ID = 'federal-register';

/** Far more than are published in the two weeks that a poll looks back; the server gives a thousand at most. */
const PAGE = 200;

const TYPE = 'Presidential Document';

/** Numbers of orders and proclamations are text in answers that were recorded in 2020, and clients of 2025 expect numbers. */
const orderNumber = z.nullish(z.union([z.string(), z.number()]));

const documentSchema = z.object({
  document_number: z.string(),
  title: z.string(),
  type: z.string(),
  subtype: z.nullish(z.string()),
  executive_order_number: orderNumber,
  proclamation_number: orderNumber,
  signing_date: z.nullish(z.string()),
  publication_date: z.iso.date(),
  citation: z.nullish(z.string()),
  html_url: z.string(),
});
type Document = z.infer<typeof documentSchema>;

const FIELDS = Object.keys(documentSchema.shape);

/** Where nothing matches, there are neither pages nor results, not even empty ones (federalregister-api-core, `render_search`). */
const answerSchema = z.object({
  count: z.number(),
  total_pages: z._default(z.number(), 0),
  results: z._default(z.array(documentSchema), []),
});

/**
 * New presidential documents that speak of tariffs. When what they order takes effect stands in their text alone: `effective_on`
 * is null for all of them, so that they can never be more than a reason to read them.
 */
export const federalRegister: Bulletin = {
  ...PROVIDERS[ID],
  read: async (since: string, { http, baseUrl }: SourceContext): Promise<Publication[]> => {
    const answer = await http.get({ source: ID, url: urlOf(since, baseUrl) });
    return documentsOf(answer).map((document) => publicationOf(document, since));
  },
};

function urlOf(since: string, baseUrl: string): URL {
  const url = new URL(`${baseUrl}/documents.json`);
  const query = new URLSearchParams({
    'conditions[type][]': 'PRESDOCU',
    'conditions[term]': 'tariff',
    'conditions[publication_date][gte]': since,
    per_page: String(PAGE),
  });
  for (const field of FIELDS) query.append('fields[]', field);
  url.search = query.toString();
  return url;
}

function documentsOf({ status, contentType, text }: HttpAnswer): Document[] {
  // A query that is not valid is answered by 400 and its errors as JSON.
  if (status !== 200) throw refusal('status', `HTTP ${status}: ${text.slice(0, 200)}`);
  if (contentType !== 'application/json') throw refusal('content-type', `got ${contentType}`);
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) throw refusal('shape', z.prettifyError(answer.error));
  const { count, total_pages, results } = answer.data;
  if (total_pages > 1 || count !== results.length) {
    throw refusal('cut', `${results.length} of ${count} documents: the rest is on other pages`);
  }
  return results;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('shape', `answer must be JSON, got: ${text.slice(0, 200)}`, { cause });
  }
}

/** Conditions that the server does not know it may leave out of account: then anything at all would be told. */
function publicationOf(document: Document, since: string): Publication {
  const { document_number: id, type, subtype, title, publication_date, signing_date } = document;
  if (type !== TYPE || publication_date < since) {
    throw refusal('echo', `${id}, ${type} of ${publication_date}, was not asked for`);
  }
  const number = document.executive_order_number ?? document.proclamation_number;
  const name = [subtype ?? type, number].filter(Boolean).join(' ');
  return {
    id,
    title: `${name}: ${title}`,
    lines: [
      `${name}: ${title}`,
      `Signed ${signing_date ?? 'on a day that is not stated'}, published ${publication_date}, ${document.citation ?? id}`,
      document.html_url,
      '',
      'It speaks of tariffs, and the tariff ledger may need an entry: what it orders, from when on and for whom stands in its text.',
      'No figure was changed. What to do: RUNBOOK.md, "A tariff is announced".',
    ],
  };
}

function refusal(rule: string, message: string, options: ErrorOptions = {}): SourceRefusal {
  return new SourceRefusal(ID, rule, message, options);
}
