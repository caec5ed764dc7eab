import { Big } from 'big.js';
import { expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import { readPresent } from '../../shared/store/pair-present.ts';
import { ruleStatePut } from '../../shared/store/rule-states.ts';
import { putItem } from '../../shared/store/table.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');

const firing: RuleState = {
  ...{
    ruleVersion: 3,
    metric: 'balance-12m',
    frequency: 'M',
    composition: null,
    fires: { changesBy: 0.1 },
    firing: true,
    knownAt: instant('2026-01-29T13:30:00Z'),
  },
  ...{ since: period('2025-01'), through: period('2025-03') },
  anchor: new Big('31434187683.702'),
  marks: [
    { period: period('2025-01'), value: new Big('-0.5'), silent: true },
    {
      ...{ period: period('2025-02'), silent: false },
      value: new Big('12345678901234567890123456789012345678'),
      against: new Big(0),
    },
  ],
};
const unjudged: RuleState = {
  ...{
    ruleVersion: 1,
    metric: 'balance-12m',
    frequency: 'M',
    composition: null,
    fires: { below: -1 },
    clears: 0,
    firing: false,
    knownAt: null,
  },
  ...{ since: null, through: null, anchor: null, marks: [] },
};

test('the state of a rule is read as it was written, with every digit', async () => {
  const table = await database.freshTable();
  await putItem(table, ruleStatePut(XA, 'xa-xb-move', firing));
  await putItem(table, ruleStatePut(XA, 'xa-xb-deficit', unjudged));

  const { states } = await readPresent(table, XA);
  expect(states.get('xa-xb-move')).toEqual(firing);
  expect(states.get('xa-xb-deficit')).toEqual(unjudged);
});
