/** What a page's main thread is watched at: the same scenes for the tests and for the bench. */
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import { busyWhile, leastBusy, longest, type Busy } from './busy.ts';
import { defined, smallGrid, type Hosts } from './host.ts';
import { newPage, runButton, setField, trialsReach, type Lab } from './support.ts';

export interface Scene {
  /** Completes “a page's thread is free …”. */
  readonly name: string;
  readonly watch: (here: { readonly lab: Lab; readonly hosts: Hosts }) => Promise<Busy>;
}

/** Until nothing waits for the page's thread any more. */
const idle = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve()))),
  );

const firstVisit = (route: string): Scene => ({
  name: `while #/${route} opens at a first visit`,
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    // There is no such page: nothing of the lab is here yet, but its origin is.
    await page.goto(`${lab.url}/nothing`);
    const busy = await busyWhile(page, async () => {
      await page.goto(`${lab.url}/#/${route}`, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor();
      await idle(page);
    });
    await context.close();
    return busy;
  },
});

const training: Scene = {
  name: 'while the lab trains',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '2');
    await setField(page, 'Training rows', '2560');
    const busy = await busyWhile(
      page,
      async () => {
        await runButton(page).click();
        await trialsReach(page, /done/);
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

const tenElements: Scene = {
  name: 'while ten experiments on one page are drawn and trained',
  async watch({ hosts }) {
    const { page, context } = await hosts.open(
      '<a2-experiment compact></a2-experiment>'.repeat(10),
      { policy: null },
    );
    await defined(page);
    const elements = await page.locator('a2-experiment').all();
    const busy = await busyWhile(
      page,
      async () => {
        await page.evaluate((experiment) => {
          for (const element of document.querySelectorAll<A2Experiment>('a2-experiment')) {
            element.experiment = experiment;
          }
        }, smallGrid);
        for (const element of elements) {
          await element.scrollIntoViewIfNeeded();
          await element.getByRole('button', { name: /^Run/ }).waitFor();
        }
        await page.evaluate(() =>
          Promise.all(
            [...document.querySelectorAll<A2Experiment>('a2-experiment')].map((each) => each.run()),
          ),
        );
        for (const element of elements) {
          await element.scrollIntoViewIfNeeded();
          await element
            .getByText(/done in/)
            .first()
            .waitFor();
        }
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

const report: Scene = {
  name: 'while the report is written again',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/report`);
    const save = page.getByRole('button', { name: 'Save as a web page' });
    await save.click({ trial: true });
    // Found before: to look for them by role takes the page's thread as long as a drawing does.
    const boxes = await page.getByRole('checkbox').elementHandles();
    let busiest: Busy = [];
    // A few at a time, so that one that took too long is measured again without all the others.
    while (boxes.length > 0) {
      const some = boxes.splice(0, 6);
      const change = async () => {
        for (const box of some) {
          // A question goes and comes back: what is numbered after it is put up again.
          await box.click();
          await box.click();
        }
        await save.click({ trial: true });
        await idle(page);
      };
      const busy = await leastBusy(() => busyWhile(page, change, { meanwhile: true }));
      if (longest(busy) > longest(busiest)) busiest = busy;
    }
    await context.close();
    return busiest;
  },
};

export const scenes: readonly Scene[] = [
  ...['I1d', 'theory/T1', 'results', 'device'].map(firstVisit),
  training,
  tenElements,
  report,
];
