/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { type LocalTidemark, startLocal } from '../../infra/local/runner.ts';

/** Where a Chromium may be: what CHROMIUM names, or where systems put theirs. */
const PLACES = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = PLACES.find((place) => place !== '' && existsSync(place));

// It asks nobody anything but this machine.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A block of tests in a real browser; without one it is left out, and the output says so. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (!executablePath) {
    process.stdout.write(
      `\nLeft out, because there is no Chromium here: ${name}. Install one (apt-get install chromium), or name it in CHROMIUM.\n`,
    );
  }
  describe.skipIf(!executablePath)(name, tests);
}

/** A page that is open, and what went wrong on it. */
interface Opened {
  readonly page: Page;
  /** Errors of its scripts, and what its policy kept it from doing. */
  readonly faults: readonly string[];
  /** Where else than to our own server it sent a request. */
  readonly abroad: readonly string[];
}

/** Opens pages of one Tidemark that has replayed everything, in one browser. */
interface Reader {
  readonly url: () => string;
  /** The newest mail to an address, once everything that is under way has happened. */
  newestMail(to: string): Promise<string>;
  whenOpened(path: string, how?: BrowserContextOptions): Promise<Opened>;
}

export function givenReader(): Reader {
  let tidemark: LocalTidemark | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    tidemark = await startLocal({ port: 0, sources: 'replay' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await tidemark?.stop();
  });
  const url = (): string => tidemark?.url ?? '';
  return {
    url,
    async newestMail(to) {
      await tidemark?.settle();
      const mails = tidemark?.mails().filter((mail) => mail.to === to) ?? [];
      return mails.at(-1)?.text ?? '';
    },
    async whenOpened(path, how = {}) {
      if (!browser) throw new Error('a page can be opened once the tests run');
      const context = await browser.newContext({ baseURL: url(), ...how });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const faults: string[] = [];
      const abroad: string[] = [];
      page.on('pageerror', ({ message }) => faults.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(url())) abroad.push(request.url());
      });
      await page.goto(path, { waitUntil: 'load' });
      return { page, faults, abroad };
    },
  };
}

/** What axe finds on a page: the rules of WCAG 2.2 to AA and its own best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
  });
  expect(found).toEqual([]);
}

/** How much wider than its window a page is. */
export function overhangOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What a reader sees of a part of a page, once it is there. */
export async function readingOf(part: Locator): Promise<string> {
  await part.first().waitFor({ state: 'attached' });
  const [words = ''] = await part.allInnerTexts();
  return words;
}
