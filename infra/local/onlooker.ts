import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Sees what a function asks of a service of AWS, and what it is answered. */
export interface Onlooker {
  /**
   * What goes on to the service in place of the body that was sent. `target` is the header X-Amz-Target, which services that
   * speak JSON have: `DynamoDB_20120810.GetItem`.
   *
   * @default - the body as it was sent
   */
  asked?(target: string, body: string): string;
  answered?(target: string, body: string, status: number, answer: string): void;
}

/** Serves `url` on a free port of this machine, with an onlooker in between. */
export async function standBetween(
  url: string,
  onlooker: Onlooker,
): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const target = String(request.headers['x-amz-target'] ?? '');
    const sent = Buffer.concat(chunks).toString();
    const body = onlooker.asked?.(target, sent) ?? sent;
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method ?? 'POST',
      headers: Object.entries(request.headers).filter(isPassedOn),
      body,
    });
    const text = await answer.text();
    onlooker.answered?.(target, body, answer.status, text);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Those of the connection are each connection's own. */
function isPassedOn(
  header: readonly [string, string | string[] | undefined],
): header is [string, string] {
  const [name, value] = header;
  return typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name);
}
