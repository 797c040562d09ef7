/**
 * How long a page's main thread is busy at once, in a measure that neither a slow nor a loaded machine
 * changes: processor time of the thread (what Chromium's trace calls thread duration, so a task that other
 * programs put aside is no longer for it), divided by that of a fixed piece of work that the same page does
 * before, after and where it can meanwhile. A neighbour on the same core or cache, or a host that takes
 * the processor away, makes tasks longer, never shorter; so of several measurements the least is the nearest.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { median } from '../../bench/lib/statistics.mjs';

/** A task of the main thread's. */
export interface Task {
  /** Processor time in milliseconds. */
  readonly took: number;
  /** What it might have taken: see `allowed`. */
  readonly allowed: number;
}

/** What the main thread did while it was watched: the task first that took most of what it might. */
export type Busy = readonly Task[];

/** Of what it might take, what the longest task took: 1 is too long. */
export const longest = ([first]: Busy): number =>
  first === undefined ? 0 : first.took / first.allowed;

/** Times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** How many pieces are done before and after, and how many a task is compared with. */
const pieces = 9;

/** How often a scene is measured before it is too long: what is a task's own time stays, whatever else there is. */
const measurements = 5;

/** After these milliseconds a person feels a delay (https://web.dev/articles/optimize-long-tasks). */
const felt = 50;

/** The same in pieces of work, of some 12 ms each on a processor of 2024: what a slower one may take. */
const limit = 4;

/** Milliseconds that a task may take, where a piece of work takes `piece` of them. */
const allowed = (piece: number): number => Math.max(felt, limit * piece);

/**
 * The fixed piece of work, of what pages are busy with: elements and their layout, text, objects. It runs in the
 * page, in one task, as often as is said, and puts a mark of that name into the trace. Its elements stand in an
 * empty frame of their own: beside those of the page they would cost more, the larger the page is.
 */
export const work = ([times, name]: readonly [number, string]): number => {
  performance.mark(name);
  let frame = document.querySelector<HTMLIFrameElement>('iframe[name="busy"]');
  if (frame === null) {
    frame = document.createElement('iframe');
    frame.name = 'busy';
    document.documentElement.append(frame);
  }
  const { documentElement: root } = frame.contentDocument!;
  let sum = 0;
  for (let time = 0; time < times; time++) {
    const list = root.ownerDocument.createElement('ul');
    for (let item = 0; item < 250; item++) {
      const each = root.ownerDocument.createElement('li');
      each.textContent = `${item}: ${(item / 7).toFixed(3)}`;
      each.style.paddingLeft = `${item % 9}px`;
      list.append(each);
    }
    root.append(list);
    sum += list.offsetHeight;
    list.remove();
    const records = Array.from({ length: 1_500 }, (_, index) => ({
      id: `row ${(index * 7_919) % 1_500}`,
      value: Math.sqrt(index),
    }));
    const read = JSON.parse(JSON.stringify(records)) as typeof records;
    read.sort((a, b) => (a.id < b.id ? -1 : 1));
    sum += read.length;
  }
  return sum;
};

const mark = (name: string): unknown => performance.mark(name);

const withoutFrame = (): void => document.querySelector('iframe[name="busy"]')?.remove();

const isPiece = (name: string): boolean => name.startsWith('piece ');

async function workThrough(page: Page, when: string): Promise<void> {
  // The first ones also make the frame, and compile what the later ones use.
  for (let time = 0; time < 3; time++) await page.evaluate(work, [1, 'made ready'] as const);
  for (let time = 0; time < pieces; time++)
    await page.evaluate(work, [1, `piece ${when} ${time}`] as const);
}

/** One piece every quarter of a second, until `over`. */
async function workMeanwhile(page: Page, over: AbortSignal): Promise<void> {
  for (let time = 0; !over.aborted; time++) {
    await page.evaluate(work, [1, `piece meanwhile ${time}`] as const);
    await pause(250, undefined, { signal: over }).catch(() => undefined);
  }
}

/**
 * Measures the tasks of a page's main thread from the moment at which `act` begins to its end. The page must show
 * a document of the same origin as those that it goes to, so that one process shows them all. Where it goes nowhere,
 * the piece of work is done `meanwhile`, too: what runs beside the page then runs beside both.
 */
export async function busyWhile(
  page: Page,
  act: () => Promise<unknown>,
  { meanwhile = false }: { readonly meanwhile?: boolean } = {},
): Promise<Busy> {
  const session = await page.context().newCDPSession(page);
  const events = await traced(session, async () => {
    await workThrough(page, 'before');
    await page.evaluate(mark, 'begin');
    const over = new AbortController();
    const beside = meanwhile ? workMeanwhile(page, over.signal) : null;
    await Promise.all([act().finally(() => over.abort()), beside]);
    await page.evaluate(mark, 'end');
    await workThrough(page, 'after');
    await page.evaluate(withoutFrame);
  });
  await session.detach();
  return judged(events);
}

/** The least busy of as many measurements as it takes to find one without too long a task. */
export async function leastBusy(measure: () => Promise<Busy>): Promise<Busy> {
  let least = await measure();
  for (let time = 1; time < measurements && longest(least) >= 1; time++) {
    const next = await measure();
    if (longest(next) < longest(least)) least = next;
  }
  return least;
}

async function traced(
  session: CDPSession,
  act: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
      excludedCategories: ['*'],
      recordMode: 'recordAsMuchAsPossible',
    },
  });
  try {
    await act();
  } finally {
    await session.send('Tracing.end');
    await complete;
  }
  return events;
}

function judged(events: readonly TraceEvent[]): Busy {
  const marks = new Map(events.filter(({ ph }) => ph !== 'X').map((event) => [event.name, event]));
  const at = (name: string): TraceEvent => {
    const found = marks.get(name);
    if (found === undefined) throw new Error(`The trace has no mark “${name}”.`);
    return found;
  };
  const [begin, end] = [at('begin'), at('end')];
  if (begin.pid !== end.pid) throw new Error('Another process shows the page now.');
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      name === 'RunTask' && ph === 'X' && pid === begin.pid && tid === begin.tid,
  );
  const holds = (task: TraceEvent, { ts }: TraceEvent): boolean =>
    task.ts <= ts && ts <= task.ts + (task.dur ?? 0);
  const fixed = [...marks]
    .filter(([name]) => isPiece(name))
    .map(([, each]) => {
      const task = tasks.find((one) => holds(one, each));
      if (task?.tdur === undefined) throw new Error('The trace has no thread time of a task.');
      return task;
    });
  const time = ({ tdur = 0 }: TraceEvent): number => tdur / 1000;
  const pieceAt = (ts: number): number => {
    const nearest = fixed.toSorted((a, b) => Math.abs(a.ts - ts) - Math.abs(b.ts - ts));
    return median(nearest.slice(0, pieces).map(time));
  };
  return tasks
    .filter(({ ts, dur = 0 }) => ts + dur > begin.ts && ts < end.ts)
    .filter((task) => !fixed.includes(task))
    .map((task) => ({ took: time(task), allowed: allowed(pieceAt(task.ts)) }))
    .toSorted((a, b) => b.took / b.allowed - a.took / a.allowed);
}
