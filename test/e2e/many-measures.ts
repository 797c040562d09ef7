/** What a page of many trials takes: the same measures for the tests and for the bench. */
import type { Page } from 'playwright-core';
import { busyWhile, longest, type Busy } from './busy.ts';
import { manyLink, nodesOf, type Shape } from './many.ts';
import { newPage, type Lab } from './support.ts';

export interface ManyMeasures {
  /** Milliseconds from the address to a page that can be used. */
  readonly open: number;
  /** From pressing Run until Cancel is there, and from pressing that until the run has ended. */
  readonly start: number;
  readonly cancel: number;
  readonly nodes: { readonly before: number; readonly after: number };
  /** Megabytes of JavaScript objects after the run. */
  readonly heap: number;
  /** Bytes that the run takes on the device, and how many trials of it were finished. */
  readonly kept: number;
  readonly finished: number;
  readonly busy: { readonly open: Busy; readonly training: Busy; readonly end: Busy };
}

/** Until nothing waits for the page's thread any more. */
const idle = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve()))),
  );

/** Presses the bar's button, and tells after how many milliseconds it says the other word. */
const pressed = (page: Page, word: string): Promise<number> =>
  page.locator('a2-run-bar .go').evaluate(async (button: HTMLElement, wanted) => {
    const began = performance.now();
    button.click();
    while (!button.textContent.includes(wanted))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  }, word);

const usage = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

/** @param seconds of training @param settings of its trials, in place of 100 epochs on all rows */
export async function measureMany(
  lab: Lab,
  shape: Shape,
  seconds: number,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ManyMeasures> {
  const link = await manyLink(shape, settings);
  const { page, context } = await newPage(lab);
  // The lab's files are here already, and so is a document of its origin.
  await page.goto(`${lab.url}/#/I1d`, { waitUntil: 'networkidle' });
  await page.goto(`${lab.url}/nothing`);
  let open = 0;
  const opening = await busyWhile(page, async () => {
    const began = performance.now();
    await page.goto(`${lab.url}/#/${link}`, { waitUntil: 'commit' });
    await page.locator('a2-run-bar .go').waitFor();
    open = performance.now() - began;
    await page.locator('a2-take-away').waitFor();
    await idle(page);
  });
  const before = await nodesOf(page);
  const empty = await usage(page);
  let [start, cancel] = [0, 0];
  const training = await busyWhile(
    page,
    async () => {
      start = await pressed(page, 'Cancel');
      await page.waitForTimeout(seconds * 1000);
    },
    { meanwhile: true },
  );
  const end = await busyWhile(
    page,
    async () => {
      cancel = await pressed(page, 'Run');
      await idle(page);
    },
    { meanwhile: true },
  );
  const finished = await page
    .locator('a2-results-table')
    .evaluate(
      (table) =>
        (table as HTMLElement & { trials: readonly { status: string }[] }).trials.filter(
          ({ status }) => status === 'done',
        ).length,
    );
  const after = await nodesOf(page);
  const kept = (await usage(page)) - empty;
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return {
    open,
    start,
    cancel,
    nodes: { before, after },
    heap: usedSize / 1e6,
    kept,
    finished,
    busy: { open: opening, training, end },
  };
}

/** The task that took most of what it might, of all that were watched. */
export const longestOf = ({ open, training, end }: ManyMeasures['busy']): Busy[number] =>
  [open, training, end].toSorted((a, b) => longest(b) - longest(a))[0]![0]!;
