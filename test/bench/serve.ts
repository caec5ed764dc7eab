import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createQueryApp } from '../../functions/query/wiring.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { keys } from '../../shared/store/keys.ts';
import { silentLog } from './ground.ts';
import { BENCH_PAIR } from './history.ts';

/** Serves, in a process of its own, the API or an app that does nothing but one GetItem; prints the port once it is open. */
const [, , what, url = '', TABLE_NAME = ''] = process.argv;
const environment = {
  TABLE_NAME,
  SUBSCRIPTIONS: 'open',
  RULE_WRITES: 'signed',
  AWS_ENDPOINT_URL_DYNAMODB: url,
};

const app =
  what === 'floor'
    ? floor(dynamoDbClient(environment))
    : createQueryApp({ environment, clock: systemClock, log: silentLog });
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`${port}\n`),
);
// Whoever started it is gone.
process.stdin.on('end', () => process.exit(0)).resume();

function floor(client: DynamoDBClient): Hono {
  const { PK, SK } = keys.latest(BENCH_PAIR);
  const hono = new Hono();
  hono.get('*', async (context) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: TABLE_NAME, Key: { PK: { S: PK }, SK: { S: SK } } }),
    );
    return context.json(Item);
  });
  return hono;
}
