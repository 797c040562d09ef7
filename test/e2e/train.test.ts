import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import {
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

describe('training in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  /** Lets no worker go for having had nothing to do, however long it takes until it is looked at. */
  const keepWorkers = (page: Page): Promise<unknown> =>
    page.addInitScript(() => {
      const own = setTimeout;
      Reflect.set(globalThis, 'setTimeout', (act: () => void, ms = 0) =>
        own(act, ms >= 30_000 ? 2 ** 31 - 1 : ms),
      );
    });

  /** I1d, shortened to what a test can wait for. */
  async function shortened(page: Page, dataset: string): Promise<void> {
    await page.goto(`${lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption(dataset);
    await setField(page, 'Epochs', '2');
    await setField(page, 'Training rows', '2560');
  }

  async function trainsToItsEnd(dataset: string): Promise<Page> {
    const { page, problems } = await newPage(lab);
    await shortened(page, dataset);
    await runButton(page).click();
    const rows = await trialsReach(page, /done/);
    assert.lengthOf(rows, 4);
    await says(page, 'a2-results-table', /Xavier.*\d+\.\d/);
    assert.deepEqual(problems, []);
    return page;
  }

  it('runs a shortened I1d on the real FashionMNIST', async function () {
    needsFashion(this);
    const page = await trainsToItsEnd('fashion-mnist');
    assert.notMatch(await textOf(page, 'a2-experiment-page'), /stand-in data/i);
    await page.context().close();
  });

  it('runs a shortened I1d on the stand-in, and says so', async () => {
    const page = await trainsToItsEnd('fashion-synthetic');
    await says(page, 'a2-figures', /stand-in data/i);
    await page.context().close();
  });

  it('trains on its own engine by default, for which no worker loads tfjs', async () => {
    const { page, context } = await newPage(lab);
    await keepWorkers(page);
    await shortened(page, 'fashion-synthetic');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await says(page, 'a2-run-bar', 'the lab’s own, on WebAssembly');
    const loaded = await Promise.all(
      page
        .workers()
        .map((worker) =>
          worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)),
        ),
    );
    assert.isNotEmpty(loaded.flat());
    assert.isTrue(loaded.flat().some((name) => name.includes('/plain-')));
    assert.deepEqual(
      loaded.flat().filter((name) => /backend|_impl/.test(name)),
      [],
    );
    await context.close();
  });

  it('trains on tfjs’s WebAssembly too, under the strict policy', async () => {
    const { page, context } = await newPage(lab);
    await shortened(page, 'fashion-synthetic');
    await page.getByLabel('Engine', { exact: true }).selectOption('tfjs-wasm');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await says(page, 'a2-run-bar', /WebAssembly/);
    await context.close();
  });

  it('cancels at once and keeps what it had', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    // Far from its end, whenever it is cancelled.
    await setField(page, 'Epochs', '900');
    await runButton(page).click();
    await page.getByRole('list', { name: 'Trials' }).getByText('running').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await trialsReach(page, /cancelled/);
    await runButton(page).waitFor();
    await context.close();
  });

  it('fails the trial of a worker that dies, finishes the others and hangs nowhere', async () => {
    const { page, context } = await newPage(lab);
    await shortened(page, 'fashion-synthetic');
    // Long enough to be seen running.
    await setField(page, 'Epochs', '150');
    await setField(page, 'Workers', '2');
    const running = page.getByRole('list', { name: 'Trials' }).getByText('running');
    await runButton(page).click();
    await running.first().waitFor();
    // Ends without an error event, an answer or any other sign, as a killed process would.
    const victim = await until('a worker is there', () => page.workers()[0]);
    await victim.evaluate(() => {
      close();
    });
    const rows = await trialsReach(page, /done|failed/);
    assert.lengthOf(
      rows.filter((row) => row.includes('failed')),
      1,
    );
    assert.match(rows.join('\n'), /worker/);
    await page.getByRole('button', { name: /^Run again: / }).click();
    await trialsReach(page, /done/);
    await context.close();
  });

  it('holds FashionMNIST in each worker within 150 MB, the engine included', async function () {
    needsFashion(this);
    const { page, context } = await newPage(lab);
    await keepWorkers(page);
    await shortened(page, 'fashion-mnist');
    await runButton(page).click();
    await trialsReach(page, /done/);
    const workers = await page.evaluate(async () => {
      // TypeScript's library does not know this one yet; it is there where the page is isolated.
      const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory') as () => Promise<{
        breakdown: { bytes: number; attribution: { scope: string }[] }[];
      }>;
      const { breakdown } = await measure.call(performance);
      return breakdown
        .filter((part) => part.attribution[0]?.scope === 'DedicatedWorkerGlobalScope')
        .map((part) => part.bytes);
    });
    assert.isNotEmpty(workers);
    for (const bytes of workers) assert.isBelow(bytes, 150e6);
    await context.close();
  });
});
