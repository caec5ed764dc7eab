import { describe, expect, it } from 'vitest';
import { type Period, period, windowEndingAt } from '../../../../shared/domain/period.ts';
import { drawingOf, drawn, drawnOnPage, historyOf, wordsOf } from '../../../support/charts.ts';
import { vintagesOf } from '../../../support/observations.ts';

describe('a chart', () => {
  it('ends with its newest figure, though other figures of a later period are known', async () => {
    const history = historyOf(
      vintagesOf({
        'imports-for-consumption': { '2025-01': 100, '2025-02': 100 },
        duties: { '2025-01': 5, '2025-02': 6 },
        'statutory-rate': { '2025-01': 10, '2025-02': 10, '2025-03': 12, '2025-04': 12 },
      }),
    );
    const gap = wordsOf(drawingOf(await drawn(history, 'tariff-gap'), 'wide'));
    const rates = wordsOf(drawingOf(await drawn(history, 'effective-tariff-rate'), 'wide'));

    expect(gap).toContain('Feb');
    expect(gap).not.toContain('Mar');
    expect(rates).toContain('Apr');
  });

  it('says of twelve months that they are', async () => {
    const months = windowEndingAt(period('2025-12'), 12);
    const each = (amount: number) => Object.fromEntries(months.map((month) => [month, amount]));
    const svg = await drawn(
      historyOf(vintagesOf({ exports: each(1e9), imports: each(2e9) })),
      'balance-12m',
    );

    expect(wordsOf(drawingOf(svg, 'narrow'))).toContain(
      'Deficit of $12.0bn in the twelve months to December 2025',
    );
  });

  it('names the unit of its ticks once, in the magnitude of the largest', async () => {
    const ticks = async (size: number): Promise<string[]> =>
      wordsOf(
        drawingOf(
          await drawn(
            historyOf(vintagesOf({ duties: { '2025-01': 8 * size, '2025-02': 10 * size } })),
            'duties',
          ),
          'wide',
        ),
      );

    expect(await ticks(1e9)).toEqual(expect.arrayContaining(['$0', '$2bn', '$10bn']));
    expect(await ticks(1e6)).toEqual(expect.arrayContaining(['$2mn', '$10mn']));
    expect(await ticks(1e4)).toEqual(expect.arrayContaining(['$20k', '$100k']));
    expect(await ticks(10)).toEqual(expect.arrayContaining(['$20', '$100']));
  });

  it.each([13, 16, 24, 120])(
    'has the newest of %i bars beside its end, not on it',
    async (count) => {
      const months = windowEndingAt(period('2025-12'), count);
      const history = historyOf(
        vintagesOf({ exports: each(months, 1e9), imports: each(months, 6e9) }),
      );
      const svg = await drawnOnPage(history, 'balance');
      for (const drawing of [drawingOf(svg, 'narrow'), drawingOf(svg, 'wide')]) {
        const [, left, width] =
          /class="bar deficit last[^"]*" d="M([\d.]+) [\d.]+V[\d.]+h([\d.]+)/.exec(drawing) ?? [];
        const [, label] = /class="end deficit"><text x="([\d.]+)"/.exec(drawing) ?? [];
        expect(Number(label)).toBeGreaterThanOrEqual(Number(left) + Number(width) + 5);
      }
    },
  );
});

function each(months: readonly Period[], amount: number): Record<string, number> {
  return Object.fromEntries(months.map((month) => [month, amount]));
}
