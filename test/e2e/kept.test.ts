import { assert } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import { StaticHost, newProfile, openProfile } from './static-host.ts';
import { needsFashion, runButton, setField, textOf, trialsReach } from './support.ts';

const housing = 'datasets/california-housing/cal_housing.data';
const pictures = 'datasets/fashion-mnist/train-images-idx3-ubyte.gz';
const cacheName = 'a2-datasets-v1';

/** What a browser keeps of the datasets, gone wrong in every way, and browsers that keep nothing. */
describe('what the lab keeps', function () {
  this.timeout(180_000);
  let host: StaticHost;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let seed = 0;

  before(async () => {
    host = await StaticHost.open();
    browser = await chromium.launch({
      executablePath: findChromium()!,
      args: [
        ...chromiumFlags.filter((flag) => !flag.startsWith('--headless')),
        // A name that is not this machine’s own, which alone is secure without https.
        '--host-resolver-rules=MAP lab.test localhost',
      ],
    });
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());
  after(async () => {
    await browser.close();
    await host.close();
  });

  /** In a page opened anew, so that nothing is in memory from before. */
  async function trainHouses(url = host.url): Promise<string> {
    await page.goto(`${url}#/I2c`);
    await page.reload();
    await setField(page, 'Epochs', '1');
    await setField(page, 'Seed', String(++seed));
    await runButton(page).click();
    await trialsReach(page, /done/, 60_000);
    return textOf(page, 'a2-experiment-page');
  }

  const timesAsked = (file: string): number =>
    host.asked.filter((each) => each.file === file).length;

  const openDevicePage = async (url = host.url): Promise<string> => {
    await page.goto(`${url}#/device`);
    await page.reload();
    await page.getByRole('heading', { name: 'On this device' }).waitFor();
    await page.getByRole('heading', { name: 'Room' }).waitFor();
    return textOf(page, 'a2-device-page');
  };

  it('is noticed where it was damaged or is gone, fetched again, and the reader is told', async function () {
    needsFashion(this);
    const before = timesAsked(housing);
    await trainHouses();
    const second = await trainHouses();
    assert.equal(timesAsked(housing) - before, 1, 'the second time it is kept');
    assert.notInclude(second, 'damaged');

    await page.evaluate(
      async ([name, file]) => {
        const cache = await caches.open(name);
        const bytes = new Uint8Array(await (await cache.match(file))!.arrayBuffer());
        bytes[1000]! ^= 1;
        await cache.put(file, new Response(bytes));
      },
      [cacheName, housing] as const,
    );
    const third = await trainHouses();
    assert.equal(timesAsked(housing) - before, 2, 'damaged, it is fetched again');
    assert.include(third, 'A kept file was damaged and is fetched again: cal_housing.data');

    await page.evaluate(async ([name, file]) => (await caches.open(name)).delete(file), [
      cacheName,
      housing,
    ] as const);
    await trainHouses();
    assert.equal(timesAsked(housing) - before, 3, 'cleared away, it is fetched again');
    const last = await trainHouses();
    assert.equal(timesAsked(housing) - before, 3, 'and kept again');
    assert.notInclude(last, 'damaged');
  });

  it('goes on from a pause with the bytes that it has, asks to keep them, and fetches a lost part alone', async function () {
    needsFashion(this);
    await openDevicePage();
    const sent = 3_000_000;
    host.holdOnce(pictures, sent);
    await page.evaluate(() => {
      const { storage } = navigator;
      const ask = storage.persist.bind(storage);
      storage.persist = () => {
        document.documentElement.dataset.asked = String(navigator.userActivation.isActive);
        return ask();
      };
    });
    await page.getByRole('button', { name: 'Make available offline: Fashion-MNIST' }).click();
    // The labels are there already, and as much of the pictures as the host has sent.
    await page.getByText(/^Downloading FashionMNIST: [23]\.\d\sMB of 31\sMB$/).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.asked), 'true');
    const share = await page.getByRole('progressbar').getAttribute('value');
    assert.closeTo(Number(share), 3 / 31, 0.05);
    await page.getByRole('button', { name: 'Pause: Fashion-MNIST' }).click();
    await page.getByText('Paused.').waitFor();
    await page.getByRole('button', { name: 'Resume: Fashion-MNIST' }).click();
    await page.getByText('Kept and checked').waitFor({ timeout: 120_000 });
    const ranges = host.asked.filter(({ file }) => file === pictures).map(({ range }) => range);
    assert.lengthOf(ranges, 2);
    // What was under way when the pause came may be lost, no more.
    const from = Number(/^bytes=(\d+)-$/.exec(ranges[1] ?? '')?.[1]);
    assert.isAbove(from, sent / 2);
    assert.isAtMost(from, sent);

    const labels = 'datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz';
    await page.evaluate(async ([name, file]) => (await caches.open(name)).delete(file), [
      cacheName,
      labels,
    ] as const);
    const asked = [timesAsked(pictures), timesAsked(labels)];
    assert.include(await openDevicePage(), 'Not kept yet');
    await page.getByRole('button', { name: 'Make available offline: Fashion-MNIST' }).click();
    await page.getByText('Only a part of Fashion-MNIST was still kept here').waitFor();
    await page.getByText('Kept and checked').waitFor();
    assert.deepEqual([timesAsked(pictures), timesAsked(labels)], [asked[0]!, asked[1]! + 1]);
  });

  it('is nothing where the disk is full: the run goes on from memory and says so', async function () {
    needsFashion(this);
    await openDevicePage();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(host.url);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const told = await trainHouses();
    assert.include(told, 'There was no room to keep the dataset');
    await openDevicePage();
    await page.getByRole('button', { name: 'Make available offline: California housing' }).click();
    await page.getByText('but it is not kept. There was no room').waitFor();
    // A first visit finds no room for the lab itself.
    const first = await browser.newContext();
    const tab = await first.newPage();
    const other = await first.newCDPSession(tab);
    await other.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await tab.goto(`${host.url}#/device`);
    await tab.getByText('Not kept, so it needs the network: not all files').waitFor();
    await first.close();
    // The next visit has room again.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    assert.notInclude(await trainHouses(), 'no room');
    assert.notInclude(await trainHouses(), 'no room');
  });

  it('is nothing on a page without https, which works from memory and says so', async function () {
    needsFashion(this);
    const url = host.url.replace('localhost', 'lab.test');
    const told = await trainHouses(url);
    assert.isFalse(await page.evaluate(() => isSecureContext));
    assert.include(told, 'This window keeps no datasets');
    const device = await openDevicePage(url);
    assert.include(device, 'comes without https');
    assert.notInclude(device, 'Make available offline');
  });

  it('is nothing where the browser forbids all storage, and the lab works from memory', async function () {
    needsFashion(this);
    const profile = newProfile();
    mkdirSync(path.join(profile.folder, 'Default'));
    writeFileSync(
      path.join(profile.folder, 'Default', 'Preferences'),
      JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
    );
    const denied = await openProfile(profile.folder);
    try {
      page = denied.pages()[0]!;
      const told = await trainHouses();
      const refusals = await page.evaluate(() =>
        Promise.all([
          caches.open('x').then(
            () => '',
            () => 'caches',
          ),
          new Promise((resolve) => {
            const request = indexedDB.open('x');
            request.onerror = () => resolve('indexedDB');
            request.onsuccess = () => resolve('');
          }),
        ]),
      );
      assert.deepEqual(refusals, ['caches', 'indexedDB']);
      assert.include(told, 'This window keeps no datasets');
      assert.include(told, 'could not be kept');
      const device = await openDevicePage();
      assert.include(device, 'keeps no programs');
      assert.notInclude(device, 'Make available offline');
    } finally {
      await denied.close();
      profile.remove();
    }
  });
});
