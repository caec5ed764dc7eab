import { html, raw } from 'hono/html';
import { masthead } from '../page/masthead.ts';
import { BASE_STYLE } from '../page/page-style.ts';
import type { Json } from './component.ts';
import { PROBLEMS } from './problem-words.ts';
import type { Example, Operation, Schema, ShownDocument } from './shown-document.ts';

type Markup = ReturnType<typeof html>;

const STYLE = `${BASE_STYLE}
main > p, section > p, section > table, section > pre { margin: .6rem 0; }
main p { max-width: 46rem; }
h2 { margin-top: 3rem; padding-top: .7rem; border-top: 1px solid var(--ink); }
h3 { margin-top: 2.2rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
h3 code { font-size: 1.05rem; }
nav { margin: 1.2rem 0; padding: .9rem; background: var(--panel); }
nav ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); gap: .35rem 2rem; }
nav span { color: var(--muted); font-size: .875rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
code { overflow-wrap: anywhere; }
pre { overflow: auto; max-height: 24rem; padding: .75rem; background: var(--panel); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
@media (max-width: 40rem) {
  th, td { display: block; border: 0; padding: 0; }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--rule); }
  th { font-weight: 600; }
  td:nth-child(2) { color: var(--muted); }
}
`;

/** The document as a page: everything is on it, and it asks nobody for anything. */
export function referencePage(document: Json): string {
  const { info, paths, components } = document as unknown as ShownDocument;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, of]) => ({ at: `${method.toUpperCase()} ${path}`, of })),
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}: the API</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#paths">To the paths</a>
${masthead()}
<main>
<h1>${info.title}: the API</h1>
${info.description.split('\n\n').map((text) => html`<p>${inline(text)}</p>\n`)}
<p>For programs: <a href="/v1/openapi.json"><code>/v1/openapi.json</code></a>, OpenAPI ${document['openapi']}.</p>
<nav aria-label="Paths"><ul role="list">
${operations.map(({ at, of }) => html`<li><a href="#${of.operationId}"><code>${at}</code></a><br><span>${of.summary}</span></li>\n`)}
</ul></nav>
<h2 id="paths">Paths</h2>
${operations.map(({ at, of }) => operationSection(at, of))}
<h2 id="problems">Problems</h2>
${Object.entries(PROBLEMS).map(([title, [status, when]]) => html`<h3 id="${title.toLowerCase().replaceAll(' ', '-')}">${title} (${status})</h3>\n<p>${inline(when)}</p>\n`)}
<h2 id="answers">Answers</h2>
${Object.entries(components.schemas).map(([name, schema]) => schemaSection(name, schema))}
</main>
</body>
</html>
`;
  return String(page);
}

function operationSection(at: string, operation: Operation): Markup {
  const { operationId, description, parameters, requestBody, responses } = operation;
  const asked = parameters.filter((parameter) => parameter.in !== 'header');
  const rows = asked.map(
    ({ name, schema, description: what, example }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${typeWords(schema)}, such as <code>${String(example)}</code></td><td>${inline(what)}</td></tr>\n`,
  );
  const sent = requestBody?.content['application/json'];
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return html`<section>
<h3 id="${operationId}"><code>${at}</code></h3>
<p>${inline(description)}</p>
${rows.length > 0 ? html`<table>\n${rows}</table>\n` : ''}${sent ? html`<p>The body is <code>application/json</code>: ${typeWords(sent.schema)}, such as</p>\n<pre tabindex="0">${JSON.stringify(sent.example, null, 2)}</pre>\n` : ''}${answers.map(
  ([status, { description: what, content = {} }]) =>
    html`${status === '200' ? '' : html`<p>${status}: ${what}</p>\n`}${Object.entries(content).map(([type, { schema, examples }]) => answerWords(type, schema, examples?.part))}`,
)}</section>
`;
}

function answerWords(type: string, schema: Schema, example: Example | undefined): Markup {
  const shape = schema.$ref ? html`: ${typeWords(schema)}` : '';
  const words = schema.description ? html` ${schema.description}` : '';
  const value =
    example &&
    (typeof example.value === 'string' ? example.value : JSON.stringify(example.value, null, 2));
  return html`<p><code>${type}</code>${shape}${words}</p>
${example ? html`<p>${example.summary}</p>\n<pre tabindex="0">${value}</pre>\n` : ''}`;
}

function schemaSection(name: string, schema: Schema): Markup {
  const variants = schema.anyOf ?? [schema];
  const rows = variants
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([member], index, all) => all.findIndex(([other]) => other === member) === index)
    .map(
      ([member, of]) =>
        html`<tr><th scope="row"><code>${member}</code></th><td>${typeWords(of)}</td><td>${inline(of.description ?? '')}</td></tr>\n`,
    );
  return html`<section>
<h3 id="${name}">${name}</h3>
<p>${inline(schema.description ?? '')}</p>
${rows.length > 0 ? html`<table>\n${rows}</table>\n` : html`<p>${typeWords(schema)}</p>\n`}</section>
`;
}

/** What a schema lets through, in a few words. */
function typeWords(schema: Schema): Markup | string {
  const { $ref, anyOf, items, enum: values, type, format, pattern, additionalProperties } = schema;
  const name = $ref?.split('/').at(-1);
  if (name) return html`<a href="#${name}">${name}</a>`;
  if (anyOf)
    return html`${anyOf.map((of, index) => html`${index > 0 ? ' or ' : ''}${typeWords(of)}`)}`;
  if (values)
    return html`${values.map((value, index) => html`${index > 0 ? ', ' : ''}<code>${value}</code>`)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (items) return html`list of ${typeWords(items)}`;
  if (typeof additionalProperties === 'object')
    return html`${typeWords(additionalProperties)} by name`;
  const words = format ?? (Array.isArray(type) ? type.join(' or ') : type);
  return html`${words}${pattern ? html` <code>${pattern}</code>` : ''}${boundsWords(schema)}`;
}

function boundsWords({ minimum, maximum, default: unsaid }: Schema): string {
  const bounds =
    minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : '';
  return unsaid === undefined ? bounds : `${bounds}, ${unsaid} if left out`;
}

/** Words in backticks are code. */
function inline(text: string): Markup {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
