import { assert } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { addressOf, shortened } from './journey.ts';
import {
  newPage,
  openLab,
  runButton,
  runsAreKept,
  says,
  trialsReach,
  type Lab,
} from './support.ts';

/** A tab that goes in the middle of a trial: the next one offers to continue, and comes to the same bits. */
describe('a trial that is cut off', () => {
  let lab: Lab;
  let context: BrowserContext;
  let page: Page;
  /** Long enough that it is cut off in the middle. */
  const epochs = 200;

  before(async () => {
    lab = await openLab();
  });
  beforeEach(async () => {
    ({ context, page } = await newPage(lab));
  });

  interface Kept {
    readonly checkpoints: readonly string[];
    /** Ids of runs. */
    readonly runs: readonly string[];
    /** The hash of the weights of the one finished trial, which its losses and figures led to; null without one. */
    readonly weights: string | null;
    /** The bits of its losses. */
    readonly losses: readonly number[];
  }

  const kept = (tab: Page): Promise<Kept> =>
    tab.evaluate(async () => {
      // Opening it would make one.
      const all = await indexedDB.databases();
      if (!all.some(({ name, version }) => name === 'a2-lab' && version === 2))
        return { checkpoints: [], runs: [], weights: null, losses: [] };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('a2-lab');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
      const transaction = database.transaction(['runs', 'artefacts']);
      const runs = transaction.objectStore('runs').getAllKeys();
      const names = transaction.objectStore('artefacts').getAllKeys() as unknown as IDBRequest<
        string[]
      >;
      const values = transaction.objectStore('artefacts').getAll() as IDBRequest<Uint8Array[]>;
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      database.close();
      const at = names.result.findIndex((name) => name.endsWith('.json'));
      const losses = names.result.findIndex((name) => name.endsWith('.losses'));
      const json = at === -1 ? 'null' : new TextDecoder().decode(values.result[at]);
      return {
        checkpoints: names.result.filter((name) => name.includes('@')),
        runs: runs.result.map(String),
        weights: (JSON.parse(json) as { weights: string } | null)?.weights ?? null,
        losses: losses === -1 ? [] : [...values.result[losses]!],
      };
    });

  const underWay = (tab: Page) =>
    until('a checkpoint is kept', async () => (await kept(tab)).checkpoints.length > 0);

  async function openTrial(tab: Page): Promise<void> {
    await tab.goto(await addressOf(lab.url, shortened([5], epochs)));
    await says(tab, 'a2-run-bar', /Run .*1\strial/);
  }

  /** The page of the only run, in a new tab. */
  async function openRun(): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(`${lab.url}/#/results`);
    const [run] = (await kept(tab)).runs;
    await tab.goto(`${lab.url}/#/run/${run}`);
    return tab;
  }

  /** What one piece comes to, in a browser of its own. */
  async function inOnePiece(): Promise<Kept> {
    const other = await newPage(lab);
    await openTrial(other.page);
    await runButton(other.page).click();
    await trialsReach(other.page, /done/);
    await runsAreKept(other.page);
    const found = await kept(other.page);
    await other.context.close();
    return found;
  }

  async function assertSame(tab: Page): Promise<void> {
    const [found, whole] = [await kept(tab), await inOnePiece()];
    assert.isNotNull(whole.weights);
    assert.equal(found.weights, whole.weights);
    assert.deepEqual(found.losses, whole.losses);
    assert.isEmpty(found.checkpoints);
  }

  it('is offered to continue when its run is opened again, and comes to the same bits', async () => {
    await openTrial(page);
    await runButton(page).click();
    await underWay(page);
    await page.close();

    const again = await openRun();
    const said = await says(
      again,
      'a2-experiment-page',
      /Interrupted: 0 of 1\strial kept; 1 continues at epoch/,
    );
    assert.match(said, new RegExp(`continues at epoch \\d+ of ${epochs}`));
    assert.isNull((await kept(again)).weights, 'nothing starts by itself');
    await again.getByRole('button', { name: 'Train the remaining one' }).click();
    await trialsReach(again, /done/);
    await runsAreKept(again);
    assert.lengthOf((await kept(again)).runs, 1);
    await assertSame(again);
    await context.close();
  });

  it('goes on after a cancel, and after a crash of its process', async () => {
    await openTrial(page);
    await runButton(page).click();
    await underWay(page);
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await trialsReach(page, /cancelled/);
    await says(page, 'a2-experiment-page', /1 continues at epoch/);
    await page.getByRole('button', { name: 'Train the remaining one' }).click();
    await trialsReach(page, /running/);
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    // By its link, as a student does who has only that.
    const again = await context.newPage();
    await again.goto(await addressOf(lab.url, shortened([5], epochs)));
    await says(again, 'a2-experiment-page', /1 continues at epoch/);
    await again.getByRole('button', { name: 'Train the remaining one' }).click();
    await trialsReach(again, /done/);
    await runsAreKept(again);
    assert.lengthOf((await kept(again)).runs, 1, 'the same run, and no second one');
    await assertSame(again);
    await context.close();
  });

  it('is not offered while another tab trains it, and starts over where that is wanted', async () => {
    await openTrial(page);
    await runButton(page).click();
    await underWay(page);
    const other = await openRun();
    await says(other, 'a2-run-bar', /0 of 1\strial finished/);
    assert.notMatch(await says(other, 'a2-experiment-page', ''), /continues at/);
    await page.close();
    await says(other, 'a2-experiment-page', /1 continues at epoch/);
    await other.getByRole('button', { name: 'Start over' }).click();
    await trialsReach(other, /done/);
    await runsAreKept(other);
    await assertSame(other);
    await context.close();
  });
});
