import * as z from 'zod';
import type { Between } from '../../infra/local/deployment.ts';
import { standBetween } from '../../infra/local/onlooker.ts';

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
      const { url: seen, stop } = await standBetween(url, {
        answered(target, body) {
          for (const action of actionsNeeded[service](target, body)) {
            actions.set(name, (actions.get(name) ?? new Set()).add(action));
          }
        },
      });
      stops.push(stop);
      return seen;
    },
  };
}

const actionsNeeded: Record<Parameters<Between>[1], (target: string, body: string) => string[]> = {
  DYNAMODB: dynamoDbActions,
  SNS: (_, body) => snsActions(body),
  SSM: (target) => [`ssm:${target.split('.')[1]}`],
  // A batch needs the permission to send one message.
  SQS: (target) => [`sqs:${target.split('.')[1]?.replace(/Batch$/, '')}`],
};

function dynamoDbActions(target: string, body: string): string[] {
  const operation = target.split('.')[1] ?? '';
  if (operation !== 'TransactWriteItems') return [`dynamodb:${operation}`];
  const { TransactItems } = transactionSchema.parse(JSON.parse(body));
  return TransactItems.flatMap((item) => Object.keys(item)).map(
    (part) => TRANSACTION_ACTIONS[part] ?? `dynamodb:${part}`,
  );
}

function snsActions(body: string): string[] {
  return [`sns:${new URLSearchParams(body).get('Action')}`];
}
