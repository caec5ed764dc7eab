import { html, raw } from 'hono/html';
import { expect, it } from 'vitest';
import { chartOf } from '../../../../functions/query/charts/chart.ts';
import { numbers } from '../../../../functions/query/page/numbers.ts';
import type { Vintage } from '../../../../shared/domain/observation.ts';
import { historyOf } from '../../../support/charts.ts';
import { vintagesOf } from '../../../support/observations.ts';

/** The rows of the table below a chart of exports and imports, and its notes, as words. */
async function shownOf(vintages: readonly Vintage[]): Promise<{ rows: string[]; notes: string[] }> {
  const chart = chartOf(historyOf(vintages), 'exports-imports');
  const text = String(raw(await html`${numbers(chart)}`));
  const all = (tag: string): string[] =>
    [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, inner = '']) =>
      inner
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  return { rows: all('tr'), notes: all('li') };
}

const noted = (note: string, ...vintages: Vintage[]): Vintage[] =>
  vintages.map((vintage) => ({ ...vintage, note }));

it('a note of several figures is told once below the table, and referred to by its number', async () => {
  const { rows, notes } = await shownOf([
    ...noted('estimated', ...vintagesOf({ exports: { '2025-01': 1, '2025-03': 3 } })),
    ...noted('estimated in part', ...vintagesOf({ exports: { '2025-02': 2 } })),
    ...vintagesOf({ imports: { '2025-01': 4, '2025-02': 5, '2025-03': 6 } }),
  ]);

  expect(notes).toEqual(['estimated', 'estimated in part']);
  expect(rows[0]).toMatch(/Notes$/);
  expect(rows.slice(1).map((row) => row.at(-1))).toEqual(['1', '2', '1']);
});

it('a note of every figure is told beside the chart and not again for each', async () => {
  const { rows, notes } = await shownOf([
    ...noted('estimated', ...vintagesOf({ exports: { '2025-01': 1, '2025-02': 2 } })),
    ...vintagesOf({ imports: { '2025-01': 4, '2025-02': 5 } }),
  ]);

  expect(notes).toEqual([]);
  expect(rows[0]).not.toContain('Notes');
});
