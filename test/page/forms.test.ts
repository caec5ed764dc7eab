import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, givenReader, overhangOf, readingOf } from '../support/browser.ts';
import { linkIn } from '../support/post-office.ts';

const ADDRESS = 'newcomer@tidemark.example';

describeInBrowser('the forms', () => {
  const reader = givenReader();

  /** What a page sends to a path. */
  function sentTo(page: Page, path: string): Request[] {
    const sent: Request[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(path)) sent.push(request);
    });
    return sent;
  }

  async function whenRuleIsTried(page: Page): Promise<void> {
    await page.getByLabel('Name').fill('us-kr-tariff');
    await page.locator('[name=metric]').selectOption('effective-tariff-rate');
    await page.locator('[name=kind]').selectOption('above');
    await page.getByLabel('Line, change or years').fill('10 %');
    await page.getByLabel('Clears at').fill('9');
    await page.getByRole('button', { name: 'Try it on the history' }).click();
  }

  test('a rule is tried on the history before it is saved', async () => {
    const { page, faults } = await reader.whenOpened('/pairs/US-KR');
    const tried = sentTo(page, '/v1/rules/preview');
    const saved = sentTo(page, '/v1/rules/us-kr-tariff');
    await whenRuleIsTried(page);
    const result = page.getByRole('region', { name: 'What the rule would have done' });
    await result.waitFor();

    expect(tried[0]?.postDataJSON()).toEqual({
      id: 'us-kr-tariff',
      pair: 'US-KR',
      metric: 'effective-tariff-rate',
      fires: { above: 10 },
      clears: 9,
      severity: 'info',
    });
    expect(await readingOf(result)).toMatch(/May 2025\s+11\.7/);
    expect(await readingOf(result)).toMatch(/January 2026\s+10\.42/);
    expect(saved).toHaveLength(0);
    await result.getByRole('button', { name: 'Save this rule' }).click();
    await page.getByText('Saved. It is judged from now on').waitFor();
    expect(saved[0]?.method()).toBe('PUT');
    expect(saved[0]?.postDataJSON()).toMatchObject({ id: 'us-kr-tariff', fires: { above: 10 } });
    expect(faults).toEqual([]);

    await reader.newestMail('');
    await page.reload();
    const rules = page.getByRole('region', { name: 'Rules' });
    expect(await rules.getByText('Effective tariff rate: ').count()).toBe(2);
  });

  test('on a phone what a rule would have done keeps to the width of its form', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR', {
      viewport: { width: 360, height: 800 },
    });
    await whenRuleIsTried(page);
    await page.locator('[data-result]').waitFor();

    const right = async (part: string): Promise<number> => {
      const box = await page.locator(part).boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0);
    };
    expect(await right('[data-result]')).toBeLessThan(await right('form[data-rule]'));
    expect(await overhangOf(page)).toBe(0);
  });

  test('where writing takes credentials the command that does it is shown instead', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    await page.evaluate(() =>
      document.querySelector('form[data-rule]')?.setAttribute('data-writes', 'signed'),
    );
    await page.getByLabel('Note for the mail').fill("Korea's tariff");
    await whenRuleIsTried(page);

    const command = await readingOf(page.locator('[data-result] pre'));
    expect(command).toBe(
      `npm run rules -- put '{"id":"us-kr-tariff","pair":"US-KR","metric":"effective-tariff-rate","fires":{"above":10},"clears":9,"severity":"info","note":"Korea'\\''s tariff"}' --url ${reader.url()}`,
    );
    expect(await page.getByRole('button', { name: 'Save this rule' }).count()).toBe(0);
  });

  test.each([
    ['-60bn', -60_000_000_000],
    ['−$1,250.5mn', -1_250_500_000],
    ['0', 0],
  ])('a line is taken as somebody writes it: %s', async (written, line) => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const tried = sentTo(page, '/v1/rules/preview');
    await page.getByLabel('Line, change or years').fill(written);
    await page.getByRole('button', { name: 'Try it on the history' }).click();
    await page.getByText(/^It would (never )?have fired/).waitFor();

    expect(tried[0]?.postDataJSON()).toMatchObject({ metric: 'balance', fires: { below: line } });
  });

  test('a line that is no number is said to be none, and nothing is sent', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const tried = sentTo(page, '/v1/rules/preview');
    await page.getByLabel('Line, change or years').fill('a lot');
    await page.getByRole('button', { name: 'Try it on the history' }).click();

    await page
      .getByText('The line must be a number, such as -60bn or 12.5, and not “a lot”.')
      .waitFor();
    expect(tried).toHaveLength(0);
  });

  test('what the API refuses is told as it says it, as text', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const refusal = {
      title: 'Bad rule',
      detail: '<b>clears</b> must not lie above the firing threshold',
    };
    await page.route('**/v1/rules/preview', (route) =>
      route.fulfill({ status: 400, json: refusal }),
    );
    await whenRuleIsTried(page);

    await page
      .getByText('Bad rule: <b>clears</b> must not lie above the firing threshold')
      .waitFor();
    expect(await page.locator('output b').count()).toBe(0);
  });

  test('a reader subscribes, confirms with the link of the mail, is told, and unsubscribes', async () => {
    const { page, faults } = await reader.whenOpened('/pairs/US-KR');
    const subscribed = sentTo(page, '/v1/subscriptions');
    await page.getByLabel('E-mail').fill(ADDRESS);
    await page.locator('form[data-post] [name=severity]').selectOption('info');
    await page.getByLabel('United States with Japan').check();
    await page.getByRole('button', { name: 'Send me alerts' }).click();
    await page.getByText('is on its way').waitFor();
    expect(subscribed[0]?.postDataJSON()).toEqual({
      email: ADDRESS,
      severity: 'info',
      pairs: ['US-KR', 'US-JP'],
    });

    await page
      .getByLabel('Link or token')
      .fill(linkIn(await reader.newestMail(ADDRESS), 'confirmation'));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Confirmed').waitFor();

    await whenLineIsMoved(-50_000_000_000);
    const told = await reader.newestMail(ADDRESS);
    expect(told).toContain('US-JP');
    await page.getByLabel('Unsubscribe link').fill(linkIn(told, 'unsubscribe'));
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('No more mails').waitFor();

    await whenLineIsMoved(-55_000_000_000);
    expect(await reader.newestMail(ADDRESS)).toBe(told);
    expect(faults).toEqual([]);
  });

  /** The rule of the replay on Japan, with another line: whoever subscribed to the pair is told. */
  async function whenLineIsMoved(below: number): Promise<void> {
    const rule = { pair: 'US-JP', metric: 'balance-12m', fires: { below }, severity: 'info' };
    const response = await fetch(`${reader.url()}/v1/rules/us-jp-deficit-55bn`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'us-jp-deficit-55bn', ...rule }),
    });
    expect(response.ok).toBe(true);
  }

  test('a server that cannot be reached is said to be so', async () => {
    const { page } = await reader.whenOpened('/');
    await page.route('**/v1/subscriptions', (route) => route.abort());
    await page.getByLabel('E-mail').fill('reader@tidemark.example');
    await page.getByRole('button', { name: 'Send me alerts' }).click();

    await page.getByText('The server cannot be reached').waitFor();
  });
});
