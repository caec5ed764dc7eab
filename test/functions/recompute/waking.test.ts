import { expect, onTestFinished, test } from 'vitest';
import { createHandler } from '../../../functions/recompute/wiring.ts';
import { consumersOf, functionsOf } from '../../../infra/local/physical-resources.ts';
import { createStreamPump } from '../../../infra/local/stream-pump.ts';
import { synthesize } from '../../../infra/local/template.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { becomeKnown, giveRule, sortKeysOf } from '../../support/recompute.ts';

const database = embeddedDatabase();
const template = synthesize({});

/** The deployed function, fed with a table's changes by the filters of the template; answers what woke it. */
async function deployedRecompute(table: TestTable) {
  const { logicalId } = functionsOf(template).find(({ name }) => name === 'recompute') ?? {};
  const consumer = consumersOf(template).find(({ functionId }) => functionId === logicalId);
  if (!consumer) throw new Error('the template feeds recompute with no stream');
  const { log } = listeningLogger();
  const handler = createHandler({
    environment: { TABLE_NAME: table.name, AWS_ENDPOINT_URL_DYNAMODB: table.url },
    clock: systemClock,
    log,
  });
  const wakers: (string | undefined)[] = [];
  const pump = await createStreamPump({
    streamsUrl: table.url,
    streamArn: table.streamArn,
    consumer,
    handler: (event) => {
      wakers.push(...event.Records.map(({ dynamodb }) => dynamodb?.Keys?.['SK']?.S));
      return handler(event);
    },
    checkpoint: { load: () => undefined, save: () => {} },
    clock: systemClock,
    log,
  });
  onTestFinished(pump.stop);
  return { pump, wakers };
}

test('recompute wakes for observations and rules, and never for what it writes itself', async () => {
  const table = await database.freshTable();
  const { pump, wakers } = await deployedRecompute(table);
  await giveRule(table);
  await becomeKnown(table, '2026-02-05T13:30:00Z', {
    exports: { '2025-01': 100 },
    imports: { '2025-01': 150 },
  });
  await pump.drain();
  await becomeKnown(table, '2026-03-05T13:30:00Z', {
    exports: { '2025-02': 100 },
    imports: { '2025-02': 250 },
  });
  await pump.drain();

  expect(wakers.toSorted()).toEqual([
    'OBS#exports#2025-01',
    'OBS#exports#2025-02',
    'OBS#imports#2025-01',
    'OBS#imports#2025-02',
    'xa-xb-deficit#v000001',
  ]);
  expect(await sortKeysOf(table, 'ALERT#')).toHaveLength(1);
  expect(await pump.drain()).toBe(0);
});

test('recompute wakes when a rule is edited, and judges the pair that it names', async () => {
  const table = await database.freshTable();
  const { pump } = await deployedRecompute(table);
  await giveRule(table);
  await becomeKnown(table, '2026-02-05T13:30:00Z', {
    exports: { '2025-01': 100 },
    imports: { '2025-01': 150 },
  });
  await pump.drain();
  await giveRule(table, { fires: { below: -20 } }, 2);
  await pump.drain();

  expect(await sortKeysOf(table, 'ALERT#')).toEqual([
    expect.stringMatching(/xa-xb-deficit-v2\.2025-01\.rule-changed$/),
  ]);
});
