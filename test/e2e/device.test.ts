import { assert } from 'chai';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { serve } from '../../cli/serve.mjs';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import {
  needsFashion,
  runButton,
  setField,
  textOf,
  trialsReach,
  watchProblems,
} from './support.ts';

/** A copy of the build, so that a new version can be published over it. */
function copyOfBuild(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-dist-'));
  cpSync('dist', folder, { recursive: true });
  return folder;
}

/** Publishes what differs in one file of the shell, as any new version does. */
function publishAnother(folder: string, words: string): void {
  const page = path.join(folder, 'index.html');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('content="A deep-learning lab', `content="${words}`),
  );
  const worker = path.join(folder, 'service-worker.js');
  const text = readFileSync(worker, 'utf8');
  const revised = text.replace(/(\{[^{}]*"?url"?:\s*"index\.html"[^{}]*\})/, (entry) =>
    entry.replace(/"?revision"?:\s*"[^"]*"/, `"revision":"${Date.now()}"`),
  );
  assert.notEqual(revised, text, 'the service worker lists index.html with its revision');
  writeFileSync(worker, revised);
}

describe('the lab on a device', function () {
  this.timeout(180_000);
  let browser: Browser;
  let folder: string;
  let server: { url: string; close: () => Promise<void> };

  before(async () => {
    folder = copyOfBuild();
    server = await serve({ port: 0, folder });
    browser = await chromium.launch({
      executablePath: findChromium()!,
      args: chromiumFlags.filter((flag) => !flag.startsWith('--headless')),
    });
  });
  after(async () => {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(route: string): Promise<{ page: Page; problems: string[] }> {
    const context = await browser.newContext();
    const page = await context.newPage();
    const problems = watchProblems(page);
    await page.goto(`${server.url}/#/${route}`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    return { page, problems };
  }

  /** The server reads its folder at its start. */
  async function publish(words: string): Promise<void> {
    publishAnother(folder, words);
    const port = Number(new URL(server.url).port);
    await server.close();
    server = await serve({ port, folder });
  }

  const lookForNews = (page: Page) =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });

  it('makes the datasets available offline, checks them and removes them', async function () {
    needsFashion(this);
    const { page, problems } = await open('device');
    await page.getByRole('button', { name: /^Make all available offline/ }).click();
    await page.getByText('Kept and checked').nth(1).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Check: Fashion-MNIST' }).click();
    await page.getByText('Every byte is as it was published.').waitFor();

    // A byte of what is kept goes wrong.
    await page.evaluate(async () => {
      const cache = await caches.open('a2-datasets-v1');
      const key = (await cache.keys()).find(({ url }) => url.includes('cal_housing'))!;
      const bytes = new Uint8Array(await (await cache.match(key))!.arrayBuffer());
      bytes[1000]! ^= 1;
      await cache.put(key, new Response(bytes));
    });
    await page.getByRole('button', { name: 'Check: California housing' }).click();
    await page.getByText('It was damaged and has been removed.').waitFor();
    await page.getByRole('button', { name: 'Remove: Fashion-MNIST' }).click();
    await page.getByText('Removed from this device.').waitFor();
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('keeps what came before a pause, and goes on from there', async function () {
    needsFashion(this);
    const { page } = await open('device');
    const ranges: string[] = [];
    // A slow line, so that there is time to pause.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await page.context().route('**/train-images-idx3-ubyte.gz', async (route) => {
      const range = route.request().headers().range;
      if (range !== undefined) ranges.push(range);
      await route.continue();
    });
    await page.getByRole('button', { name: 'Make available offline: Fashion-MNIST' }).click();
    await page.getByRole('button', { name: 'Pause: Fashion-MNIST' }).click();
    await page.getByText('Paused.').waitFor();
    await page.getByRole('button', { name: 'Resume: Fashion-MNIST' }).click();
    await page.getByText('Kept and checked').waitFor({ timeout: 120_000 });
    await page.context().close();
  });

  it('asks before it goes over to a new version, and never during a training', async () => {
    const { page, problems } = await open('I1d');
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '200');
    await runButton(page).click();
    await trialsReach(page, /epoch|waiting/, 60_000);
    await publish('new lab');
    await lookForNews(page);
    const notice = page.locator('a2-update-notice');
    await notice.getByText('A new version of the lab is here.').waitFor({ timeout: 30_000 });
    assert.isTrue(await notice.getByRole('button', { name: 'Reload' }).isDisabled());
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await page.getByRole('button', { name: /^Run/ }).first().waitFor();
    const loaded = page.waitForEvent('load');
    await notice.getByRole('button', { name: 'Reload' }).click();
    await loaded;
    assert.match(await page.content(), /new lab/);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('lets a tab of the version before go on, offline too', async () => {
    const { page: old } = await open('I1d');
    const context = old.context();
    await publish('newer lab');
    const young = await context.newPage();
    await young.goto(`${server.url}/#/I1d`);
    await lookForNews(young);
    const loaded = young.waitForEvent('load');
    await young
      .locator('a2-update-notice')
      .getByRole('button', { name: 'Reload' })
      .click({ timeout: 30_000 });
    await loaded;
    await old.getByText('Another tab has gone over to a new version').waitFor();
    await context.setOffline(true);
    // What the old tab has not fetched yet.
    await old.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(old, 'Epochs', '1');
    await setField(old, 'Training rows', '1280');
    await runButton(old).click();
    await trialsReach(old, /done/, 60_000);
    assert.match(await textOf(old, 'a2-results-table'), /Xavier.*\d+\.\d/);
    await context.close();
  });
});
