/**
 * How long a page's main thread is busy at once, in a measure that neither a slow nor a loaded machine
 * changes: processor time of the thread (what Chromium's trace calls thread duration, so a task that other
 * programs put aside is no longer for it), divided by that of a fixed piece of work that the same page has
 * done right before.
 */
import type { CDPSession, Page } from 'playwright-core';

/** What the main thread did while it was watched. */
export interface Busy {
  /** Processor time of its tasks in milliseconds, the longest first. */
  readonly tasks: readonly number[];
  /** Processor time of the fixed piece of work in milliseconds: the median of several. */
  readonly piece: number;
  /** The longest task in pieces. */
  readonly longest: number;
}

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

const pieces = 9;

/**
 * What a page may do at once, in pieces: some 50 ms on a processor of 2024, after which a person feels a
 * delay (https://web.dev/articles/optimize-long-tasks).
 */
export const limit = 4;

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

/** Puts a mark without work into the trace, and takes the frame of the work away. */
const mark = (name: string): void => {
  performance.mark(name);
  document.querySelector('iframe[name="busy"]')?.remove();
};

/**
 * Measures the tasks of a page's main thread from the moment at which `act` begins to its end. The page must show
 * a document of the same origin as those that it goes to, so that one process shows them all.
 */
export async function busyWhile(page: Page, act: () => Promise<unknown>): Promise<Busy> {
  const session = await page.context().newCDPSession(page);
  const events = await traced(session, async () => {
    // The first ones also make the frame, and compile what the later ones use.
    for (let time = -3; time < pieces; time++)
      await page.evaluate(work, [1, `piece ${time}`] as const);
    await page.evaluate(mark, 'begin');
    await act();
    await page.evaluate(mark, 'end');
  });
  await session.detach();
  return judged(events);
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
  const around = ({ ts }: TraceEvent): number => {
    const task = tasks.find((each) => each.ts <= ts && ts <= each.ts + (each.dur ?? 0));
    if (task?.tdur === undefined) throw new Error('The trace has no thread time of a task.');
    return task.tdur / 1000;
  };
  const fixed = Array.from({ length: pieces }, (_, piece) => around(at(`piece ${piece}`)));
  const piece = fixed.toSorted((a, b) => a - b)[(pieces - 1) / 2]!;
  const within = tasks
    .filter(({ ts, dur = 0 }) => ts + dur > begin.ts && ts < end.ts)
    .map(({ tdur = 0 }) => tdur / 1000)
    .toSorted((a, b) => b - a);
  return { tasks: within, piece, longest: (within[0] ?? 0) / piece };
}
