import { expect, test } from 'vitest';
import { alertsAnswer } from '../support/answers.ts';
import { describeInBrowser, givenReader, readingOf } from '../support/browser.ts';

describeInBrowser('reading the pages', () => {
  const reader = givenReader();

  test('a first visit tells what changed, and leads to the pair', async () => {
    const { page, faults, abroad } = await reader.whenOpened('/');

    expect(await page.title()).toBe('What changed - Tidemark');
    const news = page.locator('.news li');
    expect(await readingOf(news.first())).toMatch(/4 August 2026/);
    const card = page.getByRole('article', { name: 'United States with South Korea' });
    expect(await readingOf(card)).toMatch(/\$61\.1bn\s+in the twelve months to June 2026/);
    expect(await readingOf(card)).toMatch(/\$2\.6bn wider than in the twelve months to May 2026/);
    expect(await readingOf(card)).toMatch(/7\.66\s%/);
    expect(await readingOf(card)).toMatch(/Announced tariff rate, July 2026\s+10\.65\s%/);
    expect(await readingOf(card)).toContain(
      'Trade balance, twelve months: firing since June 2026.',
    );
    expect(await card.locator('svg.spark').count()).toBe(2);

    await card.getByRole('link').click();
    expect(await readingOf(page.locator('h1'))).toBe('United States with South Korea');
    expect(await page.locator('svg.chart').count()).toBe(4);
    expect([faults, abroad, await page.context().cookies()]).toEqual([[], [], []]);
  });

  test('a pair that has years only, and one without figures, are told too', async () => {
    const { page } = await reader.whenOpened('/');
    const years = page.getByRole('article', { name: 'South Korea with Japan' });
    const none = page.getByRole('article', { name: 'South Korea with the United States' });

    expect(await readingOf(years)).toMatch(/Deficit\s+\$24\.1bn\s+in 2022/);
    expect(await readingOf(none)).toMatch(/No figures yet[\s\S]*has not answered yet/);
  });

  test('a page weighs less than 100 KB over the wire, all of it together', async () => {
    const [newest] = alertsAnswer.parse(
      await (await fetch(`${reader.url()}/v1/alerts`)).json(),
    ).alerts;
    const alert = `/alerts/${newest?.id}`;
    for (const path of ['/', '/pairs/US-KR', '/pairs/US-CN?asOf=2026-02-03', alert, '/docs']) {
      const { page } = await reader.whenOpened(path);
      const weight = await page.evaluate(() =>
        performance
          .getEntries()
          .reduce(
            (sum, entry) => sum + ((entry as PerformanceResourceTiming).transferSize ?? 0),
            0,
          ),
      );
      // Compressed, and not from a cache.
      expect(weight, path).toBeGreaterThan(5000);
      expect(weight, path).toBeLessThan(100_000);
    }
  });

  test('turned back in time, the page knows what was known: the tariff of November 2025', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const november = async (): Promise<string> => {
      const tariff = page.locator('section', {
        has: page.getByRole('heading', { name: 'Effective tariff rate by month' }),
      });
      await tariff.getByText('The numbers of this chart').click();
      return readingOf(tariff.getByRole('row', { name: /^November 2025/ }));
    };

    expect(await november()).toMatch(
      /8\.5315\s+15\.0000\s+13\.8945 \(29 January 2026\)\s+4 February 2026\s+retracted/,
    );

    await page.getByLabel('As it was known on').fill('2026-02-03');
    await page.getByRole('button', { name: 'Turn the page back' }).click();
    await page.waitForURL('**/pairs/US-KR?asOf=2026-02-03');

    expect(await november()).toMatch(/13\.8945\s+15\.0000\s+29 January 2026/);
    expect(await readingOf(page.locator('.lede'))).toMatch(
      /Effective tariff rate 13\.89\s% in November 2025/,
    );
    expect(await readingOf(page.locator('main'))).not.toContain('8.5315');
    expect(await readingOf(page.getByRole('note'))).toContain('3 February 2026');

    await page.getByRole('link', { name: 'Back to now' }).click();
    expect(await november()).toContain('8.5315');
  });

  test('an alert leads to what it rests on, and to the page as it was', async () => {
    const { page, faults } = await reader.whenOpened('/pairs/US-KR');
    await page.getByText(/^\d+ earlier$/).click();
    await page.getByRole('link', { name: /^Retracted: effective tariff of November 2025/ }).click();

    expect(await readingOf(page.locator('h1'))).toMatch(/revised from 13\.89\s% to 8\.53\s%/);
    expect(await readingOf(page.getByRole('row', { name: /duties/ }))).toContain('712,221,022');
    const picture = page.getByRole('img', { name: /Effective tariff rate of US-KR/ });
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      0,
    );
    await page.getByRole('link', { name: 'The page as it was known then' }).click();
    expect(await readingOf(page.getByRole('note'))).toContain('4 February 2026');
    expect(faults).toEqual([]);
  });

  test('the pointer over a chart tells the figure under it', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const figure = page.locator('figure', { has: page.locator('#effective-tariff-rate-M-t') });
    await figure.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await figure.locator('svg.chart').boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    await page.mouse.move(x + width * 0.84, y + height / 2);

    expect(await readingOf(figure.locator('.readout'))).toMatch(
      /^June 2026: Effective 7\.66\s%, Announced 10\.00\s%$/,
    );
    await page.mouse.move(x + width * 0.08, y + height / 2);
    expect(await readingOf(figure.locator('.readout'))).toMatch(
      /^October 2024: Effective 0\.20\s%$/,
    );
    await page.mouse.move(0, 0);
    expect(await figure.locator('.readout').isHidden()).toBe(true);
  });

  test('with the keyboard alone everything is reached and opened', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const focused = (): Promise<string> =>
      page.evaluate(
        () =>
          document.activeElement?.textContent?.trim() ||
          document.activeElement?.getAttribute('name') ||
          '',
      );

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('To the figures');
    await page.keyboard.press('Enter');
    expect(page.url()).toContain('#main');

    const reached: string[] = [];
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press('Tab');
      const words = await focused();
      if (words === 'The numbers of this chart' && !reached.includes(words)) {
        await page.keyboard.press('Enter');
        expect(
          await page
            .getByRole('row', { name: /^June 2026/ })
            .first()
            .isVisible(),
        ).toBe(true);
      }
      reached.push(words);
      if (words === 'Unsubscribe') break;
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        'All pairs',
        'Turn the page back',
        'asOf',
        'Try it on the history',
        'email',
        'Confirm',
        'Unsubscribe',
      ]),
    );
  });
});
