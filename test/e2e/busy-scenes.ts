/** What a page's main thread is watched at: the same scenes for the tests and for the bench. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import { busyWhile, leastBusy, longest, type Busy } from './busy.ts';
import { defined, smallGrid, type Hosts } from './host.ts';
import { manyLink, twoThousand, twoThousandCells } from './many.ts';
import { manyResults } from './many-results.ts';
import { newPage, runButton, says, setField, trialsReach, type Lab } from './support.ts';

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

/** Until the live network has come so far. */
const epochsReach = (page: Page, least: number): Promise<unknown> =>
  page.waitForFunction((wanted) => {
    const front = document.querySelector('a2-app')?.shadowRoot?.querySelector('a2-front-page');
    const live = front?.shadowRoot?.querySelector('a2-live');
    const text = live?.shadowRoot?.querySelector('.now')?.textContent ?? '';
    return Number(/Epoch (\d+)/.exec(text)?.[1] ?? 0) >= wanted;
  }, least);

const liveLearns: Scene = {
  name: 'while the network of the front page learns, and its data and its size change',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/`);
    await epochsReach(page, 1);
    const live = page.locator('a2-live');
    const busy = await busyWhile(
      page,
      async () => {
        await epochsReach(page, 40);
        await live.getByRole('button', { name: 'More hidden layers' }).click();
        await epochsReach(page, 10);
        await live.getByRole('combobox', { name: 'Data' }).selectOption('moons');
        await epochsReach(page, 10);
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

const ownPoints: Scene = {
  name: 'while points of one’s own are copied, put and learnt from',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/`);
    await epochsReach(page, 1);
    const live = page.locator('a2-live');
    await live.getByRole('button', { name: 'Pause' }).click();
    const busy = await busyWhile(
      page,
      async () => {
        await live.getByRole('combobox', { name: 'Data' }).selectOption('Your own points');
        await live.getByRole('button', { name: /^Copy the/ }).click();
        await live.getByRole('button', { name: 'Points (CSV)' }).waitFor();
        const plane = live.getByRole('application');
        for (const x of [60, 90, 120]) await plane.click({ position: { x, y: 80 } });
        await live.getByText('203 blue').first().waitFor();
        await live.getByRole('button', { name: 'Play', exact: true }).click();
        await epochsReach(page, 20);
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

const explanation: Scene = {
  name: 'while a setting is explained with its formulas, and the keyboard shortcuts are shown',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/I1d`);
    await runButton(page).waitFor();
    await idle(page);
    const busy = await busyWhile(
      page,
      async () => {
        await page.locator('a.help[href$="glossary/optimizer.name"]').click();
        await page.locator('a2-help a2-math math').first().waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('?');
        await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
        await idle(page);
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

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

/** As short as trials can be, so that as much as possible happens beside the page. */
const tiny = [
  { epochs: 2, batchSize: 16 },
  { trainSize: 64, testSize: 32 },
] as const;

const manyOpened: Scene = {
  name: 'while two thousand trials are opened',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/nothing`);
    const link = await manyLink(twoThousand);
    const busy = await busyWhile(page, async () => {
      await page.goto(`${lab.url}/#/${link}`, { waitUntil: 'networkidle' });
      await page.locator('a2-take-away').waitFor();
      await idle(page);
    });
    await context.close();
    return busy;
  },
};

const manyTrained: Scene = {
  name: 'while some of two thousand trials are trained, and the others cancelled',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/${await manyLink(twoThousandCells, ...tiny)}`);
    await page.locator('a2-take-away').waitFor();
    await idle(page);
    const go = page.locator('a2-run-bar .go');
    const busy = await busyWhile(
      page,
      async () => {
        await go.click();
        // Dozens, so that figures and table have something to show.
        await says(page, 'a2-run-bar', /\b\d\d+\/2,000 trials/);
        await go.click();
        await says(page, 'a2-run-bar', 'Cancelled after');
        await idle(page);
      },
      { meanwhile: true },
    );
    await context.close();
    return busy;
  },
};

const manyImported: Scene = {
  name: 'while a file of two thousand trials is imported',
  async watch({ lab }) {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/results`);
    const input = page.getByLabel('Import');
    await input.waitFor({ state: 'attached' });
    // From the disk, as a person does: the driver hands other files through the page's own thread.
    const folder = await mkdtemp(path.join(os.tmpdir(), 'a2-many-'));
    const file = path.join(folder, 'many.json');
    await writeFile(file, await manyResults());
    await idle(page);
    const busy = await busyWhile(page, async () => {
      await input.setInputFiles(file);
      await says(page, 'a2-run-list', /Many trials/);
      await idle(page);
    });
    await context.close();
    await rm(folder, { recursive: true });
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
    const questions = page.locator('.groups').getByRole('checkbox');
    const boxes = await questions.elementHandles();
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
  ...['', 'gallery', 'glossary', 'I1d', 'theory/T1', 'results', 'device'].map(firstVisit),
  liveLearns,
  ownPoints,
  explanation,
  training,
  manyOpened,
  manyTrained,
  manyImported,
  tenElements,
  report,
];
