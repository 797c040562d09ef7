import { assert } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { addressOf, shortened } from './journey.ts';
import {
  needsFashion,
  newPage,
  openLab,
  runButton,
  runsAreKept,
  says,
  trialsReach,
  workersOf,
  type Lab,
} from './support.ts';

/** What the browser's database goes through while the built lab trains, and tabs that share it. */
describe('the lab’s database under a run', () => {
  let lab: Lab;
  let context: BrowserContext;
  let page: Page;
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1);

  before(async () => {
    lab = await openLab();
  });
  beforeEach(async () => {
    ({ context, page } = await newPage(lab));
  });

  /** Opens the trials of all seeds, long enough that something can happen before their end. */
  async function openTrials(tab: Page, epochs = 12): Promise<void> {
    await tab.goto(await addressOf(lab.url, shortened(seeds, epochs)));
    await says(tab, 'a2-run-bar', /Run .*trials/);
  }

  const someAreDone = (tab: Page) =>
    says(tab, 'a2-run-bar', /[2-9]\/12\strials/).then(() => undefined);

  /** Of the only run that is kept, how many trials have their results in the database. */
  const keptTrials = (tab: Page): Promise<number> =>
    tab.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('a2-lab');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
      const transaction = database.transaction(['runs', 'entries', 'artefacts']);
      const runs = transaction.objectStore('runs').count();
      const entries = transaction.objectStore('entries').getAll() as IDBRequest<
        { key: string | null }[]
      >;
      const names = transaction.objectStore('artefacts').getAllKeys();
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      database.close();
      if (runs.result > 1) throw new Error(`${runs.result} runs are kept`);
      return entries.result.filter(
        ({ key }) => key !== null && names.result.includes(`${key}.json`),
      ).length;
    });

  it('is deleted by another tab: the run is written again, and the page says so', async () => {
    const other = await context.newPage();
    await other.goto(`${lab.url}/embed.html`);
    await openTrials(page);
    await runButton(page).click();
    await someAreDone(page);
    await other.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('a2-lab');
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error ?? new Error('not deleted'));
        }),
    );
    await says(page, 'a2-run-bar', /12\strials done in/);
    await says(page, 'a2-experiment-page', 'This run was written again');
    await runsAreKept(page);
    assert.equal(await keptTrials(page), 12);
    const models = await page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open('a2-lab');
          request.onerror = () => reject(request.error ?? new Error('no database'));
          request.onsuccess = () => {
            const count = request.result.transaction('models').objectStore('models').count();
            count.onsuccess = () => resolve(count.result);
          };
        }),
    );
    assert.equal(models, 12);
    await context.close();
  });

  it('is cleared with all data of the site: the same', async () => {
    await openTrials(page);
    await runButton(page).click();
    await someAreDone(page);
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(lab.url);
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await says(page, 'a2-run-bar', /12\strials done in/);
    await says(page, 'a2-experiment-page', 'This run was written again');
    await runsAreKept(page);
    assert.equal(await keptTrials(page), 12);
    await context.close();
  });

  it('does not open, because another tab holds it: the lab trains from memory and says so', async () => {
    const holder = await context.newPage();
    await holder.goto(`${lab.url}/embed.html`);
    await holder.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('a2-lab', 2);
          request.onupgradeneeded = () => {
            for (const name of [
              'trials',
              'runs',
              'entries',
              'artefacts',
              'marks',
              'models',
              'texts',
              'tables',
            ])
              request.result.createObjectStore(name);
            const transaction = request.transaction!;
            // It lasts as long as something is asked of it.
            transaction.addEventListener(
              'success',
              () => {
                if (document.title !== 'let go') transaction.objectStore('texts').get('nothing');
              },
              true,
            );
            transaction.objectStore('texts').get('nothing');
            resolve();
          };
          request.onsuccess = () => request.result.close();
        }),
    );
    await openTrials(page, 2);
    await runButton(page).click();
    await says(page, 'a2-run-bar', /12\strials done in/);
    await says(
      page,
      'a2-experiment-page',
      'Results are in memory only: the browser has not opened',
    );
    await holder.evaluate(() => {
      document.title = 'let go';
    });
    await until('all of it is kept after all', async () => (await keptTrials(page)) === 12);
    await until(
      'nothing is said any more',
      async () => !(await says(page, 'a2-experiment-page', '')).includes('in memory only'),
    );
    await context.close();
  });

  it('has a finished run beside a later one that was cut off, and shows the finished one', async function () {
    // The preset as it is: only that is shown again by its address.
    needsFashion(this);
    await page.goto(`${lab.url}/#/I2c`);
    await runButton(page).click();
    await trialsReach(page, /done/);
    await runsAreKept(page);
    const before = await says(page, 'a2-run-bar', /1\strial done in/);
    assert.notInclude(before, 'kept');
    await runButton(page).click();
    await trialsReach(page, /running/);
    await page.close();

    const again = await context.newPage();
    await again.goto(`${lab.url}/#/I2c`);
    await says(again, 'a2-run-bar', /1\strial, kept from/);
    await trialsReach(again, /done/);
    await context.close();
  });

  it('is shared by two tabs, which train the same trials once', async () => {
    const other = await context.newPage();
    await openTrials(other);
    await openTrials(page);
    await runButton(page).click();
    await trialsReach(page, /running|waiting|done/);
    await says(page, 'a2-trial-list', 'running');
    await runButton(other).click();
    await says(other, 'a2-experiment-page', /Another tab or experiment is training/);
    await says(other, 'a2-run-bar', /Training elsewhere/);
    await Promise.all([trialsReach(page, /done/), trialsReach(other, /done/)]);
    await says(other, 'a2-run-bar', /12 kept, none trained here/);
    await context.close();
  });

  it('goes on in the second tab with what the first had not finished when it was closed', async () => {
    // Opening a tab beside one that trains can take longer than the training: the second one is there before.
    const other = await context.newPage();
    await openTrials(other, 36);
    await openTrials(page, 36);
    await runButton(page).click();
    await someAreDone(page);
    await runButton(other).click();
    await says(other, 'a2-experiment-page', /Another tab or experiment is training/);
    await page.close();
    await trialsReach(other, /done/);
    assert.isNotEmpty(workersOf(other));
    const text = await says(other, 'a2-run-bar', /\d+ kept, \d+ trained in/);
    assert.isAtLeast(Number(/(\d+) kept/.exec(text)?.[1]), 2);
    await context.close();
  });
});
