/**
 * No task of a page's thread takes 50 ms, and none of a first visit 100. A task that is put aside by a busy machine is as long as a slow
 * one, so these tests run when all others are over, and a page that is slow is slow three times.
 */
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/embed/element.ts';
import { defined, labAndHosts, smallGrid } from '../e2e/host.ts';
import { newPage, runButton, setField, trialsReach } from '../e2e/support.ts';

const observe = () => {
  const durations: number[] = [];
  Reflect.set(globalThis, 'longTasks', durations);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) durations.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
};

/** From now on. */
const watch = (page: Page): Promise<void> => page.evaluate(observe);

const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => Reflect.get(globalThis, 'longTasks') as number[]);

describe('a page’s thread is free', function () {
  this.timeout(180_000);
  this.retries(2);
  const here = labAndHosts();

  // The browser itself takes some 50 ms for the first page of a window: its fonts, the first layout.
  for (const route of ['I1d', 'theory/T1', 'results', 'device']) {
    it(`but for moments while #/${route} opens at a first visit`, async () => {
      const { page, context } = await newPage(here.lab);
      await page.addInitScript(observe);
      await page.goto(`${here.lab.url}/#/${route}`, { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const tasks = await longTasks(page);
      assert.isBelow(Math.max(0, ...tasks), 100, tasks.join());
      await context.close();
    });
  }

  it('while the lab trains', async () => {
    const { page, context } = await newPage(here.lab);
    await page.goto(`${here.lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '2');
    await setField(page, 'Training rows', '2560');
    await watch(page);
    await runButton(page).click();
    await trialsReach(page, /done/, 150_000);
    assert.deepEqual(await longTasks(page), []);
    await context.close();
  });

  it('while ten experiments on one page are drawn and trained', async () => {
    const { page, context } = await here.hosts.open(
      '<a2-experiment compact></a2-experiment>'.repeat(10),
      { policy: null },
    );
    await defined(page);
    await watch(page);
    await page.evaluate((experiment) => {
      for (const element of document.querySelectorAll<A2Experiment>('a2-experiment')) {
        element.experiment = experiment;
      }
    }, smallGrid);
    for (const element of await page.locator('a2-experiment').all()) {
      await element.scrollIntoViewIfNeeded();
      await element.getByRole('button', { name: /^Run/ }).waitFor();
    }
    await page.evaluate(() =>
      Promise.all(
        [...document.querySelectorAll<A2Experiment>('a2-experiment')].map((each) => each.run()),
      ),
    );
    for (const element of await page.locator('a2-experiment').all()) {
      await element.scrollIntoViewIfNeeded();
      await element
        .getByText(/done in/)
        .first()
        .waitFor();
    }
    assert.deepEqual(await longTasks(page), []);
    await context.close();
  });

  it('while the report is written anew', async () => {
    const { page, context } = await newPage(here.lab);
    await page.goto(`${here.lab.url}/#/report`);
    const save = page.getByRole('button', { name: 'Save as a web page' });
    await save.click({ trial: true });
    await watch(page);
    // Every question goes and comes back: all of the report is put up again.
    for (const box of await page.getByRole('checkbox').all()) {
      await box.click();
      await box.click();
    }
    await save.click({ trial: true });
    assert.deepEqual(await longTasks(page), []);
    await context.close();
  });
});
