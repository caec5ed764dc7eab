import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';

/** Serves an upstream on a free port of this machine until the test ends; answers its root URL, without a trailing slash. */
export function serveLoopback(upstream: Hono): Promise<string> {
  return serveListener(getRequestListener(upstream.fetch));
}

/** The same for a bare Node listener: tests of the connection itself, such as a body that stalls. */
export async function serveListener(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
