/** A served build and a real browser for the end-to-end tests. */
import { assert } from 'chai';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Context } from 'mocha';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { serve } from '../../cli/serve.mjs';
import { chromiumFlags, chromiumMissing, findChromium } from '../support/chromium.mjs';

export interface Lab {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  const server = await serve({ port: 0 });
  const browser = await chromium.launch({
    executablePath,
    args: chromiumFlags.filter((flag) => !flag.startsWith('--headless')),
  });
  return {
    url: server.url,
    browser,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Problems that a page reports anywhere: uncaught errors, console errors, refused requests. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  return problems;
}

export async function newPage(
  lab: Lab,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await lab.browser.newContext(options);
  const page = await context.newPage();
  return { context, page, problems: watchProblems(page) };
}

/** Whether the build was made with the real FashionMNIST. */
export const hasFashion = existsSync(
  path.resolve('dist/datasets/fashion-mnist/train-images-idx3-ubyte.gz'),
);

/** Skips a test, visibly, where the real data is not there. */
export function needsFashion(context: Context): void {
  if (!hasFashion) context.skip();
}

/** Fills a number field of the set-up and waits until it is taken. */
export async function setField(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press('Tab');
}

export const runButton = (page: Page) =>
  page.getByRole('button', { name: /^Run( again)?$/ }).first();

/** All text inside an element of the experiment's page, shadow roots included. */
export function textOf(page: Page, tag: string): Promise<string> {
  return page
    .locator(tag)
    .first()
    .evaluate((element) => {
      // A loop, because a named inner function would not survive the way into the page.
      const words: string[] = [];
      const pending: Node[] = [element];
      for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
        if (node instanceof Text) words.push(node.data);
        if (node instanceof HTMLStyleElement) continue;
        pending.push(...[...node.childNodes].toReversed());
        if (node instanceof Element && node.shadowRoot !== null) pending.push(node.shadowRoot);
      }
      return words.join(' ').replaceAll(/\s+/g, ' ');
    });
}

/** Waits until an element's text, as `textOf` reads it, has this in it; fails with what it says instead. */
export async function says(page: Page, tag: string, wanted: string | RegExp): Promise<string> {
  const has = (text: string) =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  const end = performance.now() + 30_000;
  let text = await textOf(page, tag);
  while (!has(text) && performance.now() < end) {
    await page.waitForTimeout(20);
    text = await textOf(page, tag);
  }
  if (typeof wanted === 'string') assert.include(text, wanted);
  else assert.match(text, wanted);
  return text;
}

/** Waits until every trial of the page has one of the statuses. */
export async function trialsReach(page: Page, pattern: RegExp, timeout: number): Promise<string[]> {
  await page.waitForFunction(
    ([source]) => {
      const app = document.querySelector('a2-app')?.shadowRoot;
      const found = app?.querySelector('a2-experiment-page')?.shadowRoot;
      const rows = found?.querySelector('a2-trial-list')?.shadowRoot?.querySelectorAll('li') ?? [];
      return rows.length > 0 && [...rows].every((row) => new RegExp(source).test(row.textContent));
    },
    [pattern.source] as const,
    { timeout },
  );
  return page.getByRole('list', { name: 'Trials' }).getByRole('listitem').allInnerTexts();
}

/** Addresses of the trial workers that are alive now. */
export const workersOf = (page: Page): string[] =>
  page
    .workers()
    .map((worker) => worker.url())
    .filter((url) => url.includes('trial.worker'));
