/** Lets Web Test Runner run its pages in WebKitGTK: one MiniBrowser for each page that runs at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Display, WebKit } from './webkit.mjs';

/** @returns {import('@web/test-runner').BrowserLauncher} */
export function webkitLauncher() {
  /** @type {Promise<Display> | null} */
  let display = null;
  /** @type {Map<string, WebKit>} */
  const active = new Map();
  /** @type {WebKit[]} */
  const idle = [];

  const profile = mkdtempSync(path.join(os.tmpdir(), 'a2-webkit-'));

  const opened = async () => {
    display ??= Display.open();
    // A profile for each, as if no other page had ever been open.
    const own = mkdtempSync(path.join(profile, 'page-'));
    const browser = await WebKit.open(await display, own);
    // As wide as the pages of the other browsers.
    await browser.resize(800, 700);
    return browser;
  };

  return {
    name: 'WebKit',
    type: 'webkit',
    async startSession(id, url) {
      const browser = idle.pop() ?? (await opened());
      active.set(id, browser);
      await browser.goto(url);
    },
    isActive: (id) => active.has(id),
    getBrowserUrl: (id) => active.get(id)?.url(),
    async stopSession(id) {
      const browser = active.get(id);
      active.delete(id);
      if (browser !== undefined) {
        // What still runs on the page ends with it.
        await browser.goto('about:blank');
        idle.push(browser);
      }
      return {};
    },
    startDebugSession() {
      throw new Error(
        'WebKit is driven here without anyone looking on: there is nothing to debug in.',
      );
    },
    async stop() {
      await Promise.all([...active.values(), ...idle].map((browser) => browser.close()));
      await (await display)?.close();
      // What the browsers have started may write on for a moment after their end.
      rmSync(profile, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 });
    },
  };
}
