import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SnsError } from './sns-error.ts';

/** The parameters of a call as SNS's query protocol names them: `Attributes.entry.1.key`. */
export type Parameters = Readonly<Record<string, string>>;

/** What an operation answers: members by name, lists of entries where they are maps. */
type Answer = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export type Operations = Readonly<Record<string, (parameters: Parameters) => Answer>>;

/**
 * Serves operations in the protocol that the SDK's client of SNS speaks: a form in, XML out. Signatures are not looked at: the
 * port is open to this machine only.
 * https://docs.aws.amazon.com/sns/latest/api/CommonParameters.html
 */
export async function serveSns(
  operations: Operations,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const { status, xml } = answer(operations, parameters);
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(xml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The keys and values of a map among the parameters: `Attributes.entry.1.key`, `Attributes.entry.1.value`. */
export function mapIn(
  parameters: Parameters,
  name: string,
  [key, value]: readonly [key: string, value: string],
): Record<string, string> {
  const entries: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const found = parameters[`${name}.entry.${index}.${key}`];
    if (found === undefined) return entries;
    entries[found] = parameters[`${name}.entry.${index}.${value}`] ?? '';
  }
}

function answer(operations: Operations, parameters: Parameters): { status: number; xml: string } {
  const { Action = '' } = parameters;
  try {
    const operation = Object.hasOwn(operations, Action) ? operations[Action] : undefined;
    if (!operation) throw new SnsError('InvalidAction', `${Action} is not known here`);
    const result = Object.entries(operation(parameters)).map(element).join('');
    const body = `<${Action}Result>${result}</${Action}Result>`;
    return { status: 200, xml: enveloped(`${Action}Response`, body) };
  } catch (error) {
    if (!(error instanceof SnsError)) throw error;
    const { code, message, status } = error;
    const fault = `<Error><Type>Sender</Type>${element(['Code', code])}${element(['Message', message])}</Error>`;
    return { status, xml: enveloped('ErrorResponse', fault) };
  }
}

function enveloped(name: string, body: string): string {
  const metadata = `<ResponseMetadata><RequestId>${crypto.randomUUID()}</RequestId></ResponseMetadata>`;
  return `<${name} xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${body}${metadata}</${name}>`;
}

function element([name, value]: readonly [string, Answer[string]]): string {
  if (typeof value === 'string') return `<${name}>${escaped(value)}</${name}>`;
  const entries = Object.entries(value).map(
    ([key, text]) => `<entry>${element(['key', key])}${element(['value', text])}</entry>`,
  );
  return `<${name}>${entries.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
