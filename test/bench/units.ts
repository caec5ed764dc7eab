import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** What was taken of a table, as the database tells it. */
export interface Units {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const consumedSchema = z.object({ CapacityUnits: z.number() });
const outputSchema = z.object({
  ConsumedCapacity: z.union([consumedSchema.transform((one) => [one]), z.array(consumedSchema)]),
});

const NAME = 'count units';

/** What a client takes while something is done; a write that is refused is not among it. */
export async function countUnits<T>(
  client: DynamoDBClient,
  of: () => Promise<T>,
): Promise<Units & { readonly result: T }> {
  const units = { requests: 0, readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        units.requests += 1;
        Object.assign(Object(args.input), { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(args);
        const { ConsumedCapacity } = outputSchema.parse(answer.output);
        const taken = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
        if (/^(Get|BatchGet|Query)/.test(commandName)) units.readUnits += taken;
        else units.writeUnits += taken;
        return answer;
      },
    { name: NAME },
  );
  try {
    const result = await of();
    return { ...units, result };
  } finally {
    client.middlewareStack.remove(NAME);
  }
}
