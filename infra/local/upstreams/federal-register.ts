import { Hono } from 'hono';

/**
 * Speaks the Federal Register's API for a search that matches nothing: no document is held, because the replay's tariffs come
 * out of the ledger.
 */
export function createFederalRegisterUpstream(): Hono {
  const app = new Hono();
  // Without anything to tell there are neither pages nor results.
  app.get('/documents.json', (c) => c.json({ count: 0, description: 'Presidential Documents' }));
  app.notFound((c) => c.json({ status: 404, message: 'Record Not Found' }, 404));
  return app;
}
