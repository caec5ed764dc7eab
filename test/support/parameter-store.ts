import { Hono } from 'hono';

/** What an SSM was asked for, and with which headers. */
export interface AskedParameter {
  readonly name: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** An SSM with these parameters, as GetParameter answers on the wire; one whose value is `forbidden` may not be read. */
export function parameterStore(parameters: Readonly<Record<string, string>>): {
  readonly app: Hono;
  readonly asked: AskedParameter[];
} {
  const asked: AskedParameter[] = [];
  const app = new Hono();
  app.post('/', async (context) => {
    const body: { Name: string } = await context.req.json();
    asked.push({ name: body.Name, headers: context.req.raw.headers, body });
    const Value = parameters[body.Name];
    if (Value === 'forbidden') return context.json({ __type: 'AccessDeniedException' }, 400);
    if (Value === undefined) return context.json({ __type: 'ParameterNotFound' }, 400);
    return context.json({ Parameter: { Name: body.Name, Value } });
  });
  return { app, asked };
}
