import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Deployment } from './deployment.ts';
import { SNS_PAGES } from './letters.ts';
import { LocalError } from './local-error.ts';
import { confirmationPage, mailboxPage, unsubscribePage } from './mailbox-page.ts';
import type { PostOffice } from './post-office.ts';

export interface LocalServer {
  readonly url: string;
  /** From now on requests are answered; before, they wait. */
  serve(deployment: Deployment, postOffice: PostOffice): void;
  stop(): Promise<void>;
}

/** Takes the port at once, so that one that is taken is known before anything else is started. */
export async function openServer(port: number): Promise<LocalServer> {
  let open: (app: Hono) => void = () => {};
  const ready = new Promise<Hono>((resolve) => {
    open = resolve;
  });
  const listener = getRequestListener(async (request, env) => (await ready).fetch(request, env));
  const server = createServer((request, response) => void listener(request, response));
  await listen(server, port);
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://localhost:${taken}`,
    serve: (deployment, postOffice) => open(localApp(deployment, postOffice)),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // This machine only: the mailbox is nobody else's.
    server.listen(port, '127.0.0.1', () => resolve());
  }).catch((error: NodeJS.ErrnoException) => {
    const another = `choose another one with PORT=${port === 4041 ? 4042 : 4041} npm start`;
    throw new LocalError(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken: stop what uses it, or ${another}.`
        : `Port ${port} cannot be opened (${error.code}): ${another}.`,
      { cause: error },
    );
  });
}

/**
 * The routes and the CORS that the template declares, as API Gateway has them, each route answered by its function, and beside them
 * the local mailbox with the pages of SNS that its mails lead to. What API Gateway takes from the operator only is taken from
 * whoever is at this machine.
 */
function localApp({ apps, routes, cors: allowed }: Deployment, postOffice: PostOffice): Hono {
  const app = new Hono();
  const answer = (name: string, { req, env }: Context): Response | Promise<Response> => {
    const answering = apps[name];
    if (!answering) throw new Error(`a route is answered by ${name}, which answers no HTTP here`);
    // Beside the request goes its connection, from which the function reads who asks.
    return answering.fetch(req.raw, env);
  };
  const sayWhoMayRead = cors({
    origin: allowed.AllowOrigins.includes('*') ? '*' : allowed.AllowOrigins,
    allowMethods: allowed.AllowMethods,
    allowHeaders: allowed.AllowHeaders,
    exposeHeaders: allowed.ExposeHeaders,
    maxAge: allowed.MaxAge,
  });
  for (const { method, path, answeredBy } of bySpecificity(routes)) {
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    const here = (context: Context) => answer(answeredBy, context);
    // Of these paths only: the mailbox is no other page's to read.
    app.use(pattern, sayWhoMayRead);
    if (method === 'ANY') app.all(pattern, here);
    else app.on(method, pattern, here);
  }
  app.get('/local/mailbox', (context) => context.json(postOffice.mails()));
  app.get('/local/mailbox.html', (context) => context.html(mailboxPage(postOffice)));
  app.get(`${SNS_PAGES}/confirmation.html`, (context) => {
    const { TopicArn = '', Token = '' } = context.req.query();
    return context.html(confirmationPage(postOffice.followConfirmationLink(TopicArn, Token)));
  });
  app.get(`${SNS_PAGES}/unsubscribe.html`, (context) => {
    const { SubscriptionArn = '' } = context.req.query();
    return context.html(unsubscribePage(postOffice.followUnsubscribeLink(SubscriptionArn)));
  });
  app.notFound((context) => answer('query', context));
  return app;
}

/** API Gateway prefers a method that is named to any method; here the first route that fits is taken. */
function bySpecificity(routes: Deployment['routes']): Deployment['routes'] {
  return routes.toSorted((a, b) => Number(a.method === 'ANY') - Number(b.method === 'ANY'));
}
