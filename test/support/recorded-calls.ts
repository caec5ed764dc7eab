import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import type { Between } from '../../infra/local/deployment.ts';

const transactionSchema = z.object({ TransactItems: z.array(z.record(z.string(), z.unknown())) });

/** The permission that each part of a transaction needs; TransactWriteItems has none of its own. */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** The IAM actions that each function really needed, seen on the wire between it and the embedded services. */
export interface RecordedCalls {
  readonly between: Between;
  actionsOf(functionName: string): string[];
  stop(): void;
}

export function recordCalls(): RecordedCalls {
  const actions = new Map<string, Set<string>>();
  const stops: (() => void)[] = [];
  return {
    actionsOf: (name) => [...(actions.get(name) ?? [])].sort(),
    stop: () => {
      for (const stop of stops) stop();
    },
    async between(name, service, url) {
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const target = String(request.headers['x-amz-target'] ?? '');
        const needed = actionsNeeded[service](target, body);
        for (const action of needed) {
          actions.set(name, (actions.get(name) ?? new Set()).add(action));
        }
        const answer = await fetch(`${url}${request.url}`, {
          method: request.method ?? 'POST',
          headers: Object.entries(request.headers).filter(
            (header): header is [string, string] =>
              typeof header[1] === 'string' &&
              !['host', 'connection', 'content-length'].includes(header[0]),
          ),
          body,
        });
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? '',
        });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      stops.push(() => {
        server.close();
        server.closeAllConnections();
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}

const actionsNeeded: Record<Parameters<Between>[1], (target: string, body: Buffer) => string[]> = {
  DYNAMODB: dynamoDbActions,
  SNS: (_, body) => snsActions(body),
  SSM: (target) => [`ssm:${target.split('.')[1]}`],
  // A batch needs the permission to send one message.
  SQS: (target) => [`sqs:${target.split('.')[1]?.replace(/Batch$/, '')}`],
};

function dynamoDbActions(target: string, body: Buffer): string[] {
  const operation = target.split('.')[1] ?? '';
  if (operation !== 'TransactWriteItems') return [`dynamodb:${operation}`];
  const { TransactItems } = transactionSchema.parse(JSON.parse(body.toString()));
  return TransactItems.flatMap((item) => Object.keys(item)).map(
    (part) => TRANSACTION_ACTIONS[part] ?? `dynamodb:${part}`,
  );
}

function snsActions(body: Buffer): string[] {
  return [`sns:${new URLSearchParams(body.toString()).get('Action')}`];
}
