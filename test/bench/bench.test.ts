import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { whenProgramIsRun } from '../support/commands.ts';
import { meets, targetInWords } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { median, medians } from './medians.ts';

/** Counted figures that are past their target, each with the reason in ARCHITECTURE.md: none at present; one that is met again must go from here. */
const MISSED: readonly string[] = [];

const rowsSchema = z.array(
  z.strictObject({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    target: z.string().nullable(),
    ok: z.boolean(),
  }),
);

const bench = (...flags: string[]) => whenProgramIsRun('test/bench/main.ts', flags);

/** The bill is a test of its own: test/infra/commands/cost.test.ts. */
const COUNTED = BENCHMARKS.filter(({ name, kind }) => kind === 'counted' && name !== 'bill');

describe('what is counted', () => {
  it.each(COUNTED)('$name keeps to its targets', async ({ measure }) => {
    const figures = await measure();

    expect(figures.length).toBeGreaterThan(0);
    const missed = figures.filter((figure) => !meets(figure)).map(({ name }) => name);
    const names = figures.map(({ name }) => name);
    expect(missed).toEqual(MISSED.filter((name) => names.includes(name)));
  });
});

describe('npm run bench', () => {
  it('prints what it measured with its target and whether that is met', async () => {
    const { code, stdout, stderr } = await bench('--only', 'size');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^size\/ingest +\d+ +KB +<= 300 KB +ok +minified/m);
  });

  it('prints an array for programs', async () => {
    const { stdout } = await bench('--only', 'idle', '--json');

    expect(rowsSchema.parse(JSON.parse(stdout))[0]).toEqual({
      ...{ name: 'idle/write-units', value: 0, unit: 'write units' },
      ...{ target: '<= 0 write units', ok: true },
    });
  });

  it.each([
    ['--only', 'nothing', /Nothing that is measured is called nothing: choose one of load, size/],
    ['--fast', '', /'--fast'.*--help/],
  ])('refuses %s %s in one sentence', async (flag, value, words) => {
    const { code, stdout, stderr } = await bench(flag, ...(value ? [value] : []));

    expect(stderr).toMatch(words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe('a figure', () => {
  const figure = { name: 'a', unit: 'x', of: '' };

  it.each([
    [{ most: 1.3 }, 1.3, true, '<= 1.3 x'],
    [{ most: 1.3 }, 1.31, false, '<= 1.3 x'],
    [{ least: 0.6 }, 0.59, false, '>= 0.6 x'],
    [{ least: 0.6 }, 0.6, true, '>= 0.6 x'],
    [{ most: 1 }, Number.NaN, false, '<= 1 x'],
  ])('with the target %j is %d: %s', (target, value, ok, words) => {
    expect(meets({ ...figure, value, target })).toBe(ok);
    expect(targetInWords({ ...figure, value, target })).toBe(words);
  });

  it('without a target is only told', () => {
    expect(meets({ ...figure, value: 5 })).toBe(true);
    expect(targetInWords({ ...figure, value: 5 })).toBe(null);
  });
});

describe('the median', () => {
  it('is the middle one, whatever the order and the outliers', () => {
    expect(median([5, 1, 900])).toBe(5);
    expect(median([])).toBeNaN();
  });

  it('is of turns that are taken one after another, without those for warming up', async () => {
    const order: string[] = [];
    const turn = (name: string) => () => order.push(name);

    expect(await medians({ a: turn('a'), b: turn('b') }, { rounds: 3, warmUp: 1 })).toEqual({
      a: 5,
      b: 6,
    });
    expect(order.join('')).toBe('abababab');
  });
});
