import { expect, test } from 'vitest';
import { pairAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { vintagesOf } from '../../support/observations.ts';
import { givenRelease, givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();

test('a pair is read for each request, answered alike while nothing changed, and anew as soon as something did', async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  const query = queryOver(table);
  const ask = () => query.whenAsked('/v1/pairs/XA-XB', pairAnswer);
  const first = await ask();
  table.calls.restart();
  const second = await ask();

  expect(table.calls.commands).toEqual(['GetItemCommand']);
  expect(second).toEqual(first);

  const july = vintagesOf(
    { exports: { '2025-07': 100 }, imports: { '2025-07': 170 } },
    { knownAt: '2025-09-05T12:00:00Z' },
  );
  await givenRelease(table, july);
  const third = await ask();

  expect(third.metrics['balance']).toMatchObject({ period: '2025-07', value: -70 });
  expect(third.updatedAt).toBe('2025-09-05T12:00:00.000Z');
});

test('each pair has its own answer, also one of which nothing is known', async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  const { whenAsked } = queryOver(table);
  const asked = ['XA-XB', 'XB-XC', 'XA-XB', 'XB-XC'];
  const answers = await Promise.all(
    asked.map((pair) => whenAsked(`/v1/pairs/${pair}`, pairAnswer)),
  );

  expect(answers.map(({ pair }) => pair)).toEqual(asked);
  expect(answers.map(({ metrics }) => Object.keys(metrics).length > 0)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
