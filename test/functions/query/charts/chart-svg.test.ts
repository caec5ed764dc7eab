import { describe, expect, it } from 'vitest';
import { period, windowEndingAt } from '../../../../shared/domain/period.ts';
import { alertAbout } from '../../../support/alerts.ts';
import {
  drawingOf,
  drawn,
  drawnOnPage,
  elementsOf,
  historyOf,
  wordsOf,
} from '../../../support/charts.ts';
import { vintagesOf } from '../../../support/observations.ts';

const BILLION = 1_000_000_000;

/** Balances of consecutive months in billions; an undefined month is not published. */
function balances(of: Record<string, number | undefined>) {
  const amounts = Object.entries(of).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return vintagesOf({
    exports: Object.fromEntries(amounts.map(([month, value]) => [month, (100 + value) * BILLION])),
    imports: Object.fromEntries(amounts.map(([month]) => [month, 100 * BILLION])),
  });
}

describe('a chart', () => {
  it('says what it shows to whoever cannot see it', async () => {
    const svg = await drawn(
      historyOf(balances({ '2025-01': -2, '2025-02': 3, '2025-03': 1 })),
      'balance',
    );

    expect(svg).toMatch(
      /^<svg class="chart"[^>]* role="img" aria-labelledby="balance-M-t balance-M-d"/,
    );
    expect(svg).toContain('<title id="balance-M-t">Trade balance, XA-XB</title>');
    expect(svg).toMatch(
      /<desc id="balance-M-d">Bars, January 2025 to March 2025\. Newest: surplus of \$1\.0bn in March 2025\. Lowest −\$2\.0bn in January 2025, highest \$3\.0bn in February 2025\.<\/desc>/,
    );
  });

  it('is drawn twice, the narrow one in letters that are twice as large for its width', async () => {
    const svg = await drawn(historyOf(balances({ '2025-01': 1, '2025-02': 2 })), 'balance');

    expect(drawingOf(svg, 'narrow')).toContain('viewBox="0 0 400 300"');
    expect(drawingOf(svg, 'wide')).toContain('viewBox="0 0 800 600"');
    expect(svg).toContain('@media (min-width:600px)');
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });

  it('has its style only where it stands alone', async () => {
    const history = historyOf(balances({ '2025-01': 1 }));

    expect(await drawn(history, 'balance')).toContain('<style>');
    expect(await drawnOnPage(history, 'balance')).not.toContain('<style>');
  });

  it('says that there is nothing to draw, rather than an empty frame', async () => {
    const svg = await drawn(historyOf([]), 'balance');

    expect(wordsOf(drawingOf(svg, 'wide'))).toEqual(
      expect.arrayContaining(['Trade balance', 'No figures yet', 'No figures to draw']),
    );
    expect(svg).toContain('There are no figures to draw.');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([
    ['one month', balances({ '2025-01': -5 })],
    ['a single zero', balances({ '2025-01': 0 })],
    ['the same value throughout', balances({ '2025-01': 7, '2025-02': 7, '2025-03': 7 })],
    ['values across zero', balances({ '2025-01': -5, '2025-02': 5 })],
    ['nothing but zeros', balances({ '2025-01': 0, '2025-02': 0 })],
    ['gaps', balances({ '2025-01': 1, '2025-02': undefined, '2025-04': 2 })],
    ['years', vintagesOf({ exports: { '2020': 1, '2023': 4 }, imports: { '2020': 2, '2023': 1 } })],
    [
      'quarters',
      vintagesOf({
        exports: { '2025-Q1': 1, '2025-Q2': 4 },
        imports: { '2025-Q1': 2, '2025-Q2': 1 },
      }),
    ],
  ])('of %s has every number it needs', async (_, vintages) => {
    for (const id of ['balance', 'exports-imports', 'cover-ratio', 'normalised-balance'] as const) {
      expect(await drawn(historyOf(vintages), id)).not.toMatch(/NaN|undefined|Infinity|null/);
    }
  });
});

describe('bars', () => {
  it('hang solid below zero for a deficit and stand hollow above it for a surplus', async () => {
    const svg = await drawn(
      historyOf(balances({ '2025-01': -2, '2025-02': 2, '2025-03': -1 })),
      'balance',
    );
    const wide = drawingOf(svg, 'wide');
    const [zero = ''] = elementsOf(wide, 'zero');
    const zeroAt = Number(/ (\d+(?:\.\d+)?)H/.exec(zero)?.[1]);
    const endOf = (kind: string): number =>
      Number(
        /V([\d.]+)h/.exec(elementsOf(wide, kind).find((path) => path.includes('<path')) ?? '')?.[1],
      );

    expect(endOf('deficit')).toBeGreaterThan(zeroAt);
    expect(endOf('surplus')).toBeLessThan(zeroAt);
    expect(wordsOf(wide)).toEqual(expect.arrayContaining(['deficit', 'surplus']));
  });

  it('leave a missing period out and say so', async () => {
    const svg = await drawn(historyOf(balances({ '2025-01': -2, '2025-03': -1 })), 'balance');

    expect(wordsOf(drawingOf(svg, 'wide'))).toContain('n/a');
    expect(wordsOf(drawingOf(svg, 'wide'))).toContain('Feb');
  });

  it('tell each figure where they are few, and the newest where they are many', async () => {
    const few = historyOf(balances({ '2025-01': -2, '2025-02': 3 }));
    const months = windowEndingAt(period('2025-12'), 24);
    const many = historyOf(
      balances(Object.fromEntries(months.map((month, index) => [month, index - 9.5]))),
    );

    expect(wordsOf(drawingOf(await drawn(few, 'balance'), 'wide'))).toEqual(
      expect.arrayContaining(['−$2.0bn', '$3.0bn']),
    );
    const words = wordsOf(drawingOf(await drawn(many, 'balance'), 'wide'));
    expect(words).toContain('$13.5bn');
    expect(words).not.toContain('$12.5bn');
  });
});

describe('lines', () => {
  it('are broken where there is no value, and a value between two gaps is a dot', async () => {
    const exports = { '2025-01': 1, '2025-02': 2, '2025-04': 3, '2025-06': 4, '2025-07': 5 };
    const months = windowEndingAt(period('2024-12'), 12);
    const before = Object.fromEntries(months.map((month) => [month, 1]));
    const svg = await drawn(
      historyOf(vintagesOf({ exports: { ...before, ...exports } })),
      'exports-imports',
    );
    const [, curve = ''] =
      /class="curve exports"><path d="([^"]*)"/.exec(drawingOf(svg, 'wide')) ?? [];

    expect(curve.match(/M/g)).toHaveLength(3);
    expect(elementsOf(drawingOf(svg, 'wide'), 'dot')).toHaveLength(1);
  });

  it('name the years alone where a decade of months is drawn', async () => {
    const months = windowEndingAt(period('2025-12'), 120);
    const svg = await drawn(
      historyOf(balances(Object.fromEntries(months.map((month, index) => [month, index % 17])))),
      'cover-ratio',
    );
    const words = wordsOf(drawingOf(svg, 'wide'));

    expect(words).toEqual(expect.arrayContaining(['2017', '2021', '2025']));
    expect(words).not.toContain('Jan');
    expect(svg.length).toBeLessThan(20_000);
  });
});

describe('what a chart is annotated with', () => {
  const history = historyOf(
    [
      ...balances({ '2025-01': -10, '2025-02': -30, '2025-03': -12 }),
      ...vintagesOf(
        { imports: { '2025-02': 110 * BILLION } },
        { knownAt: '2026-06-01T00:00:00Z', print: 2 },
      ),
    ],
    {
      rules: [
        { metric: 'balance', fires: { below: -20 * BILLION }, clears: -15 * BILLION },
        { metric: 'balance', frequency: 'A', fires: { below: -20 * BILLION } },
        { metric: 'cover-ratio', fires: { below: 20 } },
        { metric: 'balance', fires: { record: 'low', years: 1 } },
      ],
      alerts: [
        alertAbout({
          metric: 'balance',
          period: '2025-02',
          value: -40 * BILLION,
          reason: 'retracted',
          firing: false,
        }),
        alertAbout({ metric: 'balance', period: '2025-02', value: -30 * BILLION }),
        alertAbout({ metric: 'balance', period: '2019-02' }),
        alertAbout({ metric: 'balance-12m', period: '2025-02' }),
      ],
    },
  );

  it('are the lines of the rules on that series, where they fire and where they clear', async () => {
    const wide = drawingOf(await drawn(history, 'balance'), 'wide');

    expect(elementsOf(wide, 'line')).toHaveLength(2);
    expect(wordsOf(wide)).toEqual(
      expect.arrayContaining(['fires below −$20bn', 'clears above −$15bn']),
    );
  });

  it('are no lines so far away that they would press the figures flat', async () => {
    const far = historyOf(balances({ '2025-01': -1, '2025-02': -2 }), {
      rules: [{ metric: 'balance', fires: { below: -500 * BILLION } }],
    });
    const svg = await drawn(far, 'balance');

    expect(elementsOf(drawingOf(svg, 'wide'), 'line')).toHaveLength(0);
    expect(svg).toContain('A rule fires below −$500bn');
  });

  it('are the alerts on the periods shown, told apart by their signs', async () => {
    const wide = drawingOf(await drawn(history, 'balance'), 'wide');

    expect(elementsOf(wide, 'mark').filter((mark) => mark.includes('translate'))).toHaveLength(4);
    expect(wordsOf(wide)).toEqual(expect.arrayContaining(['alert fired', 'alert retracted']));
    expect(wordsOf(wide)).not.toContain('alert cleared');
  });

  it('is the first print of a figure that was restated, as a hollow dot', async () => {
    const svg = await drawn(history, 'balance');
    const wide = drawingOf(svg, 'wide');

    expect(elementsOf(wide, 'first')).toHaveLength(2);
    expect(wide).toContain(
      'February 2025: −$30.0bn as first printed, 29 January 2026; restated to −$40.0bn',
    );
    expect(svg).toContain('February 2025 was first printed as −$30.0bn and restated to −$40.0bn');
  });
});

it('a text that is stored never becomes markup', async () => {
  const hostile = '"><script>alert(1)</script>';
  const vintages = vintagesOf(
    { exports: { '2025-01': 1 }, imports: { '2025-01': 1 } },
    { source: hostile },
  );
  const svg = await drawn(
    historyOf(vintages, {
      alerts: [alertAbout({ metric: 'balance', period: '2025-01', note: hostile })],
    }),
    'balance',
  );

  expect(svg).not.toContain('<script');
  expect(svg).toContain('&quot;&gt;&lt;script&gt;');
});
