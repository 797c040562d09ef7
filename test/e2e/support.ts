/** A served build and a real browser for the end-to-end tests. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Context } from 'mocha';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import { serve } from '../../cli/serve.mjs';
import { chromiumFlags, chromiumMissing, findChromium } from '../support/chromium.mjs';
import { settings } from '../support/settings.mjs';
import { until } from '../support/until.ts';

export interface Lab {
  readonly url: string;
  readonly browser: Browser;
  /** For programs of their own: tests leave it to the end of all. */
  close(): Promise<void>;
}

/** How every Chromium is started here. */
export function launchOptions(): LaunchOptions & { readonly args: string[] } {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  return {
    executablePath,
    args: chromiumFlags.filter((flag) => !flag.startsWith('--headless')),
    timeout: settings.patience,
  };
}

/** A name that is not this machine’s own, which alone is secure without https. */
export const insecureHost = 'lab.test';

async function open(): Promise<Lab> {
  const { args, ...options } = launchOptions();
  const server = await serve({ port: 0, allowed: [insecureHost] });
  const browser = await chromium.launch({
    ...options,
    args: [...args, `--host-resolver-rules=MAP ${insecureHost} localhost`],
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

let opened: Lab | null = null;
const contexts = new Set<BrowserContext>();

/**
 * The server and the browser of this process: tests share them, and have contexts of their own. A browser that
 * has crashed fails the test that it was in, and is replaced for the next suite.
 */
export async function openLab(): Promise<Lab> {
  if (opened?.browser.isConnected() === false) await opened.close();
  else if (opened !== null) return opened;
  return (opened = await open());
}

// Hooks of all tests, which there are where Mocha runs.
if (typeof afterEach === 'function') {
  // What a failed test has left open would go on training beside the next ones.
  afterEach(() => Promise.all([...contexts].map((context) => context.close())));
  after(() => opened?.close());
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

/** Lets everything in a context wait as long as all tests do. */
export function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(settings.patience);
  context.setDefaultNavigationTimeout(settings.patience);
  return context;
}

/** In a context of its own, which ends with the test at the latest. */
export async function newPage(
  lab: Lab,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = patient(await lab.browser.newContext(options));
  contexts.add(context);
  context.once('close', () => contexts.delete(context));
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

/** Opens the set-up's form where it is folded away, as beside the figures of a run. */
export async function unfoldSetUp(page: Page): Promise<void> {
  // What folds it comes with undo, a moment after the page's first paint.
  const undo = page.locator('a2-experiment-page').getByTitle(/\+Z$/).first();
  if ((await page.locator('a2-experiment-page').count()) > 0)
    await undo.waitFor({ state: 'attached' });
  const button = page.getByRole('button', { name: 'Change the set-up', expanded: false });
  if ((await button.count()) > 0) await button.click();
}

/** Fills a number field of the set-up and waits until it is taken. */
export async function setField(page: Page, label: string, value: string): Promise<void> {
  await unfoldSetUp(page);
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

/** Waits until an element's text, as `textOf` reads it, has this in it. */
export async function says(page: Page, tag: string, wanted: string | RegExp): Promise<string> {
  const has = (text: string) =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  let text = '';
  await until(
    `<${tag}> says ${String(wanted)}`,
    async () => has((text = await textOf(page, tag))),
    () => text,
  );
  return text;
}

/** The text of what has the focus, within shadow roots. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent.trim() ?? '';
  });

/** Waits until every trial of the page has one of the statuses. */
export async function trialsReach(page: Page, pattern: RegExp): Promise<string[]> {
  await page.waitForFunction(
    ([source]) => {
      const app = document.querySelector('a2-app')?.shadowRoot;
      const found = app?.querySelector('a2-experiment-page')?.shadowRoot;
      const rows = found?.querySelector('a2-trial-list')?.shadowRoot?.querySelectorAll('li') ?? [];
      return rows.length > 0 && [...rows].every((row) => new RegExp(source).test(row.textContent));
    },
    [pattern.source] as const,
  );
  return page.getByRole('list', { name: 'Trials' }).getByRole('listitem').allInnerTexts();
}

/** Waits until the service worker is there, has everything, and serves this page too. */
export const isServedOffline = (page: Page) =>
  page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });

/**
 * Waits until the page's database has the end of every run. That is a moment after the page shows it, and before
 * it the page must not go: what is not written yet would be lost.
 */
export async function runsAreKept(page: Page): Promise<void> {
  const statuses = () =>
    page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('a2-lab');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
      const runs = await new Promise<{ status: string }[]>((resolve, reject) => {
        const request = database.transaction('runs').objectStore('runs').getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no runs'));
      });
      database.close();
      return runs.map(({ status }) => status);
    });
  let found: string[] = [];
  await until(
    'the end of every run is kept',
    async () => {
      found = await statuses();
      return found.length > 0 && !found.includes('running');
    },
    () => found.join() || 'no run',
  );
}

/** Addresses of the trial workers that are alive now. */
export const workersOf = (page: Page): string[] =>
  page
    .workers()
    .map((worker) => worker.url())
    .filter((url) => url.includes('trial.worker'));
