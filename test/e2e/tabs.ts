/**
 * One tab of any of three engines, as far as a journey needs it: Chromium and Firefox through
 * Puppeteer (Firefox speaks WebDriver BiDi), WebKit through WebDriver. A profile outlives its browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import puppeteer, { type ElementHandle } from 'puppeteer-core';
import { findFirefox } from '../support/browsers.mjs';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import { settings } from '../support/settings.mjs';
import { Display, WebKit } from '../support/webkit.mjs';

export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** What can cross into a page and back. */
type Plain = string | number | boolean | null;

/** What of a browser is driven; expressions are JavaScript. */
interface Driver {
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  /** A mouse's click on the element that the expression gives. */
  click(expression: string): Promise<void>;
  /** A PNG, for whoever looks into a failure. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A folder that keeps what a browser keeps, for one test. */
export class Profile {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'a2-profile-'));

  /** Whatever the browser has started may write on for a moment after its end. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 });
  }
}

const size = { width: 1280, height: 900 };

const callOf = (run: (...args: never[]) => unknown, args: readonly Plain[]): string =>
  `(${String(run)})(...${JSON.stringify(args)})`;

export class Tab {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /**
   * Opens a browser of its own, with what an earlier one has kept in the same profile.
   * @param preferences of Firefox, as about:config has them
   */
  static async open(
    engine: EngineName,
    profile: Profile,
    preferences: Readonly<Record<string, Plain>> = {},
  ): Promise<Tab> {
    return new Tab(
      engine === 'webkit'
        ? await webkitDriver(profile)
        : await puppeteerDriver(engine, profile, preferences),
    );
  }

  async goto(url: string): Promise<void> {
    await this.#driver.goto(url);
  }

  async reload(): Promise<void> {
    await this.#driver.reload();
  }

  /** Runs a function in the page, which names no function inside; what it gives must be JSON. */
  async evaluate<A extends Plain[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return (await this.#driver.evaluate(callOf(run, args))) as Awaited<R>;
  }

  /** Presses, as a person would, on the element that a function finds in the page. */
  press<A extends Plain[]>(find: (...args: A) => Element | null, ...args: A): Promise<void> {
    return this.#driver.click(callOf(find, args));
  }

  screenshot(): Promise<Uint8Array> {
    return this.#driver.screenshot();
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}

async function puppeteerDriver(
  engine: 'chromium' | 'firefox',
  profile: Profile,
  preferences: Readonly<Record<string, Plain>>,
): Promise<Driver> {
  const executablePath = engine === 'firefox' ? findFirefox() : findChromium();
  if (executablePath === null) throw new Error(`${engine} is not installed.`);
  const browser = await puppeteer.launch({
    browser: engine === 'firefox' ? 'firefox' : 'chrome',
    executablePath,
    userDataDir: profile.path,
    args: engine === 'firefox' ? [] : chromiumFlags,
    extraPrefsFirefox: preferences,
    timeout: settings.patience,
    protocolTimeout: settings.patience,
  });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  page.setDefaultTimeout(settings.patience);
  page.setDefaultNavigationTimeout(settings.patience);
  // The window that is there already does not take the launch's size in every browser.
  await page.setViewport(size);
  return {
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    evaluate: (expression) => page.evaluate(expression),
    async click(expression) {
      const handle = await page.evaluateHandle(expression);
      const element = handle.asElement() as ElementHandle | null;
      if (element === null) throw new Error(`There is nothing to press: ${expression}`);
      await element.click();
    },
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}

async function webkitDriver(profile: Profile): Promise<Driver> {
  const display = await Display.open();
  const browser = await WebKit.open(display, profile.path).catch(async (error: unknown) => {
    await display.close();
    throw error;
  });
  await browser.resize(size.width, size.height);
  return {
    goto: (url) => browser.goto(url),
    reload: () => browser.reload(),
    evaluate: (expression) => browser.evaluate(expression),
    click: (expression) => browser.click(expression),
    screenshot: async () => Buffer.from(await browser.screenshot(), 'base64'),
    async close() {
      await browser.close();
      await display.close();
    },
  };
}
