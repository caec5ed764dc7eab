import { expect, test } from 'vitest';
import { alertsAnswer } from '../support/answers.ts';
import {
  describeInBrowser,
  expectAccessible,
  givenReader,
  overhangOf,
  readingOf,
} from '../support/browser.ts';

const PAGES = [
  '/',
  '/pairs/US-KR',
  '/pairs/US-KR?asOf=2026-02-03',
  '/pairs/KR-JP',
  '/pairs/KR-US',
  '/pairs/XX-YY',
  '/docs',
  'alert',
];

describeInBrowser('the pages in every mode', () => {
  const reader = givenReader();
  const pathOf = async (page: string): Promise<string> => {
    if (page !== 'alert') return page;
    const { alerts } = alertsAnswer.parse(await (await fetch(`${reader.url()}/v1/alerts`)).json());
    return `/alerts/${alerts[0]?.id}`;
  };

  test.each(
    PAGES.flatMap((page) =>
      (['light', 'dark'] as const).flatMap((colorScheme) => [
        [page, colorScheme, 1200] as const,
        [page, colorScheme, 360] as const,
      ]),
    ),
  )(
    '%s in %s mode at %i pixels keeps to its width, and axe finds nothing',
    async (name, colorScheme, width) => {
      const { page, faults } = await reader.whenOpened(await pathOf(name), {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });

      expect(await overhangOf(page)).toBe(0);
      await expectAccessible(page);
      expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    },
  );

  test('dark mode is dark, also in the charts', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR', { colorScheme: 'dark' });
    const colours = await page.evaluate(() => ({
      page: getComputedStyle(document.body).backgroundColor,
      words: getComputedStyle(document.querySelector('.chart .tick') ?? document.body).fill,
    }));

    expect(colours).toEqual({ page: 'rgb(22, 24, 27)', words: 'rgb(170, 165, 156)' });
  });

  test('without a script every figure is there, and the forms are commands', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR', { javaScriptEnabled: false });

    expect(await page.locator('svg.chart').count()).toBe(4);
    expect(await page.locator('table').count()).toBe(5);
    await page.getByText('The numbers of this chart').first().click();
    expect(await readingOf(page.getByRole('row', { name: /^June 2026/ }).first())).toContain(
      '−61,095,865,732',
    );
    expect(await page.locator('noscript pre').count()).toBe(2);
    expect(await page.getByLabel('E-mail').isHidden()).toBe(true);

    await page.getByLabel('As it was known on').fill('2026-02-03');
    await page.getByRole('button', { name: 'Turn the page back' }).click();
    expect(await readingOf(page.locator('.lede'))).toMatch(/13\.89\s%/);
  });

  test('at the width of a phone a chart is drawn for it, in letters that can be read', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR', {
      viewport: { width: 360, height: 800 },
    });
    const chart = page.locator('svg.chart').first();

    expect(await chart.locator('.narrow').isVisible()).toBe(true);
    expect(await chart.locator('.wide').isVisible()).toBe(false);
    const heights = await chart
      .locator('.narrow text')
      .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(11);
  });

  test.each([320, 1200])(
    'embedded at %i pixels a chart shows the drawing that fits, light and dark',
    async (width) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await reader.whenOpened('/charts/US-KR/effective-tariff-rate.svg', {
          colorScheme,
          viewport: { width, height: 900 },
        });
        const shown = await page.evaluate(() => ({
          wide: getComputedStyle(document.querySelector('.wide') ?? document.documentElement)
            .display,
          paper: getComputedStyle(document.querySelector('.sheet') ?? document.documentElement)
            .fill,
        }));

        expect(shown.wide).toBe(width === 1200 ? 'block' : 'none');
        expect(shown.paper).toBe(colorScheme === 'dark' ? 'rgb(22, 24, 27)' : 'rgb(255, 255, 255)');
      }
    },
  );

  test('no word of any chart is cut off at 320 pixels', async () => {
    const { metrics } = await (await fetch(`${reader.url()}/v1/pairs/US-CN`)).json();
    const { page } = await reader.whenOpened('/', { viewport: { width: 320, height: 260 } });
    for (const id of ['exports-imports', ...Object.keys(metrics)]) {
      await page.goto(`/charts/US-CN/${id}.svg?asOf=2026-09-01`);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.narrow text')].flatMap((text) => {
          const { left, right } = text.getBoundingClientRect();
          return left < 0 || right > innerWidth ? [text.textContent] : [];
        }),
      );
      expect(cut, id).toEqual([]);
    }
  });

  test('on a phone every measure is read without scrolling sideways', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR', {
      viewport: { width: 360, height: 800 },
    });
    const measures = page.locator('.measures');
    const right = await measures.evaluate((table) =>
      Math.max(
        ...[...table.querySelectorAll('*')].map((part) => part.getBoundingClientRect().right),
      ),
    );

    expect(right).toBeLessThanOrEqual(360);
    expect(await readingOf(measures)).toContain(
      '$2.6bn wider than in the twelve months to May 2026',
    );
  });

  test('on paper the numbers are open and the forms are gone', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    await page.emulateMedia({ media: 'print' });

    for (const name of ['Turn the page back', 'Try it on the history', 'Send me alerts']) {
      expect(await page.getByRole('button', { name }).isVisible(), name).toBe(false);
    }
    expect(await page.getByRole('heading', { name: 'Alerts by mail' }).isVisible()).toBe(false);
    expect(
      await page
        .getByRole('row', { name: /^June 2026/ })
        .first()
        .isVisible(),
    ).toBe(true);
  });
});
