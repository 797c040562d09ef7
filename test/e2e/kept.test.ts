import { assert } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { StaticHost, openProfile } from './static-host.ts';
import {
  insecureHost,
  isServedOffline,
  needsFashion,
  newPage,
  openLab,
  runButton,
  says,
  setField,
  textOf,
  trialsReach,
  type Lab,
} from './support.ts';
import { Profile } from './tabs.ts';

const housing = 'datasets/california-housing/cal_housing.data';
const pictures = 'datasets/fashion-mnist/train-images-idx3-ubyte.gz';
const cacheName = 'a2-datasets-v1';

/** What a browser keeps of the datasets, gone wrong in every way, and browsers that keep nothing. */
describe('what the lab keeps', () => {
  let lab: Lab;
  let host: StaticHost;
  let context: BrowserContext;
  let page: Page;
  let seed = 0;

  before(async () => {
    lab = await openLab();
    host = await StaticHost.open();
  });
  beforeEach(async () => {
    ({ context, page } = await newPage(lab));
  });
  after(() => host.close());

  /** In a page opened anew, so that nothing is in memory from before. */
  async function trainHouses(url = host.url): Promise<string> {
    await page.goto(`${url}#/I2c`);
    await page.reload();
    await setField(page, 'Epochs', '1');
    await setField(page, 'Seed', String(++seed));
    await runButton(page).click();
    await trialsReach(page, /done/);
    return textOf(page, 'a2-experiment-page');
  }

  const shows = (words: string) => says(page, 'a2-experiment-page', words);

  const timesAsked = (file: string): number =>
    host.asked.filter((each) => each.file === file).length;

  const openDevicePage = async (url = host.url): Promise<void> => {
    await page.goto(`${url}#/device`);
    await page.reload();
    await page.getByRole('heading', { name: 'On this device' }).waitFor();
    await page.getByRole('heading', { name: 'Storage' }).waitFor();
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
    await trainHouses();
    assert.equal(timesAsked(housing) - before, 2, 'damaged, it is fetched again');
    await shows('A stored file was damaged and is downloaded again: cal_housing.data');

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
    await page.getByText('Kept and verified').waitFor();
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
    await openDevicePage();
    await says(page, 'a2-device-page', 'Not kept yet');
    await page.getByRole('button', { name: 'Make available offline: Fashion-MNIST' }).click();
    await page.getByText('Only part of Fashion-MNIST was still stored here').waitFor();
    await page.getByText('Kept and verified').waitFor();
    assert.deepEqual([timesAsked(pictures), timesAsked(labels)], [asked[0]!, asked[1]! + 1]);
  });

  it('is nothing where the disk is full: the run goes on from memory and says so', async function () {
    needsFashion(this);
    await openDevicePage();
    await isServedOffline(page);
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(host.url);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await trainHouses();
    await shows('The dataset could not be stored');
    await openDevicePage();
    await page.getByRole('button', { name: 'Make available offline: California housing' }).click();
    await page.getByText('but it is not kept. The dataset could not be stored').waitFor();
    // A first visit finds no room for the lab itself.
    const { context: first, page: tab } = await newPage(lab);
    const other = await first.newCDPSession(tab);
    await other.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await tab.goto(`${host.url}#/device`);
    await tab.getByText('Not kept, so it needs the network: some files').waitFor();
    await first.close();
    // The next visit has room again.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    assert.notInclude(await trainHouses(), 'could not be stored');
    assert.notInclude(await trainHouses(), 'could not be stored');
  });

  it('is nothing on a page without https, which works from memory and says so', async function () {
    needsFashion(this);
    const url = host.url.replace('localhost', insecureHost);
    await trainHouses(url);
    assert.isFalse(await page.evaluate(() => isSecureContext));
    await shows('This window cannot store datasets');
    await openDevicePage(url);
    const device = await says(page, 'a2-device-page', 'not served over HTTPS');
    assert.notInclude(device, 'Make available offline');
  });

  it('is nothing where the browser forbids all storage, and the lab works from memory', async function () {
    needsFashion(this);
    const profile = new Profile();
    mkdirSync(path.join(profile.path, 'Default'));
    writeFileSync(
      path.join(profile.path, 'Default', 'Preferences'),
      JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
    );
    const denied = await openProfile(profile.path);
    try {
      page = denied.pages()[0]!;
      await trainHouses();
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
      await shows('This window cannot store datasets');
      await shows('could not be kept');
      await openDevicePage();
      const device = await says(page, 'a2-device-page', 'does not keep the lab');
      assert.notInclude(device, 'Make available offline');
    } finally {
      await denied.close();
      profile.remove();
    }
  });
});
