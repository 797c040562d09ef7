import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { StaticHost } from './static-host.ts';
import {
  isServedOffline,
  needsFashion,
  newPage,
  openLab,
  runButton,
  setField,
  trialsReach,
  type Lab,
} from './support.ts';

describe('the lab on a device', () => {
  let lab: Lab;
  let host: StaticHost;

  before(async () => {
    lab = await openLab();
    host = await StaticHost.open('/lab/');
  });
  after(() => host.close());

  async function open(route: string): Promise<{ page: Page; problems: string[] }> {
    const { page, problems } = await newPage(lab);
    await page.goto(`${host.url}#/${route}`);
    await isServedOffline(page);
    return { page, problems };
  }

  async function startLongRun(page: Page): Promise<void> {
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '900');
    await runButton(page).click();
    await trialsReach(page, /epoch|waiting/);
  }

  /** Waits until more steps are done than now. */
  async function goesOn(page: Page): Promise<void> {
    const now = page.locator('a2-run-bar #now');
    const before = await now.textContent();
    await page.waitForFunction(([element, text]) => element.textContent !== text, [
      await now.elementHandle(),
      before,
    ] as const);
  }

  /** What is kept of the lab itself, of all versions. */
  const shellFiles = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.includes('precache'));
      const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return found.flat().map(({ url }) => url);
    });

  const lookForNews = (page: Page) =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });

  it('makes the datasets available offline, checks them and removes them', async function () {
    needsFashion(this);
    const { page, problems } = await open('device');
    await page.getByRole('button', { name: /^Make all available offline/ }).click();
    await page.getByText('Kept and verified').nth(1).waitFor();
    await page.getByRole('button', { name: 'Check: Fashion-MNIST' }).click();
    await page.getByText('Verified: every byte is as published.').waitFor();

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

  it('asks before it goes over to a new version, and never during a training', async () => {
    const { page, problems } = await open('I1d');
    await startLongRun(page);
    host.publish('new lab');
    await lookForNews(page);
    const notice = page.locator('a2-update-notice');
    await notice.getByText('A new version of the lab is available.').waitFor();
    await notice.getByText('Nothing is interrupted: reload when the run has ended.').waitFor();
    assert.isTrue(await notice.getByRole('button', { name: 'Reload' }).isDisabled());
    await goesOn(page);
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    const loaded = page.waitForEvent('load');
    await notice.getByRole('button', { name: 'Reload', disabled: false }).click();
    await loaded;
    assert.match(await page.content(), /new lab/);
    await runButton(page).waitFor();
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('lets a tab of the version before train on, and removes its files only when it is closed', async () => {
    const { page: old, problems } = await open('I1d');
    const context = old.context();
    await old.evaluate(async () => {
      const cache = await caches.open('a2-datasets-v0');
      await cache.put('datasets/of-an-earlier-version', new Response('x'));
      await cache.put('/another-lab/datasets/y', new Response('y'));
    });
    const earlier = await shellFiles(old);
    await startLongRun(old);
    host.publish('newer lab');
    const young = await context.newPage();
    await young.goto(`${host.url}#/I1d`);
    await lookForNews(young);
    const loaded = young.waitForEvent('load');
    const reload = young.locator('a2-update-notice').getByRole('button', { name: 'Reload' });
    await reload.click();
    await loaded;
    assert.match(await young.content(), /newer lab/);
    await runButton(young).waitFor();
    const both = await shellFiles(young);
    assert.includeMembers(both, earlier, 'the earlier files are kept while a tab uses them');
    assert.isAbove(both.length, earlier.length);

    await old.getByText('Another tab uses a new version').waitFor();
    await goesOn(old);
    await old.getByRole('button', { name: 'Cancel' }).first().click();
    // The server has none of the old files any more, and this page was not opened before.
    await old.goto(`${host.url}#/theory/T5`);
    await old.getByRole('heading', { level: 1 }).waitFor();
    await old.goto(`${host.url}#/I2c`);
    await old.getByLabel('Dataset', { exact: true }).selectOption('housing-synthetic');
    await setField(old, 'Epochs', '1');
    await runButton(old).click();
    await trialsReach(old, /done/);
    assert.deepEqual(problems, []);
    await old.close();

    await young.reload();
    await young.waitForFunction(
      async (gone) => {
        const names = (await caches.keys()).filter((name) => name.includes('precache'));
        const found = await Promise.all(
          names.map(async (name) => (await caches.open(name)).keys()),
        );
        return found.flat().every(({ url }) => !gone.includes(url));
      },
      earlier.filter((url) => url.includes('/assets/')),
    );
    // The files of the shell go first, the datasets of an earlier version after them.
    const others = await until('the datasets of the earlier version are gone', () =>
      young.evaluate(async () => {
        const cache = await caches.open('a2-datasets-v0');
        const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
        return kept.some((pathname) => pathname.includes('earlier')) ? null : kept;
      }),
    );
    assert.deepEqual(others, ['/another-lab/datasets/y']);
    await context.setOffline(true);
    await young.reload();
    await runButton(young).waitFor();
    await context.close();
  });
});
