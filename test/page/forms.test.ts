import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, givenReader, readingOf } from '../support/browser.ts';

describeInBrowser('the forms', () => {
  const reader = givenReader();

  /** Answers a route of the API as its contract has it, where the server does not have it itself; tells what was sent. */
  async function givenRoute(
    page: Page,
    path: string,
    method: string,
    answer: object,
    status = 200,
  ): Promise<Request[]> {
    const sent: Request[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(path)) sent.push(request);
    });
    const headers = { 'content-type': 'application/json' };
    const there = await fetch(`${reader.url()}${path}`, { method, headers, body: '{}' });
    if (there.status === 404)
      await page.route(`**${path}`, (route) => route.fulfill({ status, json: answer }));
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

  const PREVIEW = {
    fired: [
      { period: '2025-05', knownAt: '2025-07-07T12:30:00.000Z', reason: 'crossed', value: 11.7353 },
      {
        period: '2025-11',
        knownAt: '2026-01-29T13:30:00.000Z',
        reason: 'crossed',
        value: 13.8945,
        retractedAt: '2026-02-04T13:30:00.000Z',
      },
    ],
    warnings: [{ warning: 'fires-now', detail: 'it would be firing as soon as it is written' }],
  };

  test('a rule is tried on the history before it is saved', async () => {
    const { page, faults } = await reader.whenOpened('/pairs/US-KR');
    const tried = await givenRoute(page, '/v1/rules/preview', 'POST', PREVIEW);
    const saved = await givenRoute(page, '/v1/rules/us-kr-tariff', 'PUT', {});
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
    expect(saved).toHaveLength(0);
    await result.getByRole('button', { name: 'Save this rule' }).click();
    await page.getByText('Saved. It is judged from now on').waitFor();
    expect(saved[0]?.method()).toBe('PUT');
    expect(saved[0]?.postDataJSON()).toMatchObject({ id: 'us-kr-tariff', fires: { above: 10 } });
    expect(faults).toEqual([]);
  });

  test('where writing takes credentials the command that does it is shown instead', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    await givenRoute(page, '/v1/rules/preview', 'POST', PREVIEW);
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
    const tried = await givenRoute(page, '/v1/rules/preview', 'POST', PREVIEW);
    await page.getByLabel('Line, change or years').fill(written);
    await page.getByRole('button', { name: 'Try it on the history' }).click();
    await page.getByText(/^It would (never )?have fired/).waitFor();

    expect(tried[0]?.postDataJSON()).toMatchObject({ metric: 'balance', fires: { below: line } });
  });

  test('a line that is no number is said to be none, and nothing is sent', async () => {
    const { page } = await reader.whenOpened('/pairs/US-KR');
    const tried = await givenRoute(page, '/v1/rules/preview', 'POST', PREVIEW);
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

  test('a reader subscribes, confirms with the link of the mail, and unsubscribes', async () => {
    const { page, faults } = await reader.whenOpened('/pairs/US-KR');
    const subscribed = await givenRoute(page, '/v1/subscriptions', 'POST', {}, 202);
    await page.getByLabel('E-mail').fill('reader@tidemark.example');
    await page.locator('form[data-post] [name=severity]').selectOption('warning');
    await page.getByLabel('United States with Japan').check();
    await page.getByRole('button', { name: 'Send me alerts' }).click();
    await page.getByText('is on its way').waitFor();
    expect(subscribed[0]?.postDataJSON()).toEqual({
      email: 'reader@tidemark.example',
      severity: 'warning',
      pairs: ['US-KR', 'US-JP'],
    });
    expect(faults).toEqual([]);

    // A link that no mail had: the routes themselves would refuse it.
    const confirmed: unknown[] = [];
    await page.route('**/v1/subscriptions/*', (route) => {
      confirmed.push(route.request().postDataJSON());
      return route.fulfill({ json: {} });
    });
    await page
      .getByLabel('Link or token')
      .fill(
        'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn&Token=abc123',
      );
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Confirmed').waitFor();
    await page
      .getByLabel('Unsubscribe link')
      .fill('https://sns.us-east-1.amazonaws.com/unsubscribe.html?x=1');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('No more mails').waitFor();
    expect(confirmed).toEqual([
      {
        token:
          'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn&Token=abc123',
      },
      { link: 'https://sns.us-east-1.amazonaws.com/unsubscribe.html?x=1' },
    ]);
  });

  test('a server that cannot be reached is said to be so', async () => {
    const { page } = await reader.whenOpened('/');
    await page.route('**/v1/subscriptions', (route) => route.abort());
    await page.getByLabel('E-mail').fill('reader@tidemark.example');
    await page.getByRole('button', { name: 'Send me alerts' }).click();

    await page.getByText('The server cannot be reached').waitFor();
  });
});
