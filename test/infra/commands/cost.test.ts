import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { PRICES } from '../../../infra/commands/cost/prices.ts';
import { whenCommandIsRun } from '../../support/commands.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

const billSchema = z.object({
  readers: z.object({ requests: z.number(), subscribers: z.number() }),
  lines: z.array(
    z.object({
      priced: z.string(),
      price: z.object({ page: z.url(), asOf: z.iso.date() }),
      quantity: z.number(),
      list: z.number(),
      due: z.number(),
    }),
  ),
  list: z.number(),
  due: z.number(),
});

describe('npm run cost, for the settings in cdk.json', () => {
  let bill: z.infer<typeof billSchema>;
  beforeAll(async () => {
    const { code, stdout, stderr } = await whenCommandIsRun('cost', ['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    bill = billSchema.parse(JSON.parse(stdout));
  });

  const quantityOf = (name: string): number =>
    bill.lines.find(({ priced }) => priced === name)?.quantity ?? Number.NaN;

  it('is less than five cents a month after the free tiers that have no end', () => {
    expect(bill.due).toBeLessThan(0.05);
  });

  it('would be that without a reader and a mail, too, because it costs next to nothing to wait', () => {
    expect(bill.due).toBeGreaterThan(0);
    expect(quantityOf('queued')).toBeGreaterThan(600_000);
  });

  it('has a line for all that has a price, and measured all that depends on what is done', () => {
    expect(bill.lines.map(({ priced }) => priced)).toEqual(Object.keys(PRICES));
    for (const { priced, quantity } of bill.lines) {
      expect(quantity, priced).toBeGreaterThan(0);
    }
  });

  it('stays within what is free for ever of alarms, metrics and dashboards', () => {
    expect(quantityOf('watched')).toBeLessThanOrEqual(10);
    expect(quantityOf('measured')).toBeLessThanOrEqual(10);
    expect(quantityOf('shown')).toBeLessThanOrEqual(3);
  });

  it('is what the README says, to a cent', () => {
    const [, list, due] = /^in all +\$([\d.]+) +\$([\d.]+)$/m.exec(README) ?? [];

    expect(Number(due)).toBeCloseTo(bill.due, 2);
    // Alarms and the dashboard are most of it; what is measured may move a little with the code.
    expect(Math.abs(Number(list) / bill.list - 1)).toBeLessThan(0.1);
  });
});

describe('npm run cost', () => {
  it('prints its flags for --help, and measures nothing', async () => {
    const { code, stdout, stderr } = await whenCommandIsRun('cost', ['--help']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const flag of ['--requests', '--subscribers', '--json']) expect(stdout).toContain(flag);
  });

  it.each([
    ['a flag that does not exist', ['--readers', '5'], /'--readers'.*--help/],
    ['a word that is no flag', ['cheap'], /'cheap'.*--help/],
    ['a flag without its number', ['--requests'], /--requests.*--help/],
    ['a number that is none', ['--requests', 'many'], /--requests must be a whole number.*many/],
    ['less than nothing', ['--subscribers=-1'], /--subscribers must be a whole number.*-1/],
    ['half a subscriber', ['--subscribers', '0.5'], /--subscribers must be .*0\.5/],
  ])('refuses %s in one sentence', async (_what, flags, words) => {
    const { code, stdout, stderr } = await whenCommandIsRun('cost', flags);

    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^[^\n]+: [^\n]+\.\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
