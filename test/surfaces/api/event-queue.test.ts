import { assert } from 'chai';
import { EventQueue } from '../../../src/surfaces/api/event-queue.ts';
import type { ExperimentEvent } from '../../../src/surfaces/api/events.ts';

const progress = (stepsDone: number): ExperimentEvent => ({
  type: 'progress',
  fraction: 0,
  stepsDone,
  stepsTotal: 9,
  secondsLeft: null,
});
const start = { type: 'start', experiment: {}, trials: [] } as unknown as ExperimentEvent;

const rest = async (queue: EventQueue): Promise<ExperimentEvent[]> => {
  const events: ExperimentEvent[] = [];
  for await (const event of queue) events.push(event);
  return events;
};

describe('EventQueue', () => {
  it('gives events in order, to pending and to later consumers', async () => {
    const queue = new EventQueue(() => undefined);
    const [first, second] = [queue.next(), queue.next()];
    queue.push(start);
    queue.push(progress(1));
    assert.deepEqual(await first, { done: false, value: start });
    assert.deepEqual(await second, { done: false, value: progress(1) });
    queue.push(progress(2));
    queue.push(start);
    queue.end();
    assert.deepEqual(await rest(queue), [progress(2), start]);
    assert.isTrue((await queue.next()).done);
  });

  it('keeps only the latest progress while nobody consumes it', async () => {
    const queue = new EventQueue(() => undefined);
    for (let step = 0; step < 10_000; step += 1) queue.push(progress(step));
    queue.push(start);
    queue.push(progress(7));
    queue.end();
    assert.deepEqual(await rest(queue), [progress(9999), start, progress(7)]);
  });

  it('ends pending consumers', async () => {
    const queue = new EventQueue(() => undefined);
    const waiting = [queue.next(), queue.next()];
    queue.end();
    for (const each of await Promise.all(waiting)) assert.isTrue(each.done);
  });

  it('rejects with a failure once, after the events before it', async () => {
    const queue = new EventQueue(() => undefined);
    queue.push(start);
    queue.fail(new Error('broken'));
    assert.deepEqual(await queue.next(), { done: false, value: start });
    const message = await queue.next().then(
      () => 'no error',
      (error: unknown) => (error as Error).message,
    );
    assert.equal(message, 'broken');
    assert.isTrue((await queue.next()).done);
  });

  it('reports that it was left early, but not at its end', async () => {
    let left = 0;
    const early = new EventQueue(() => (left += 1));
    early.push(start);
    early.push(start);
    for await (const event of early) if (event.type === 'start') break;
    assert.equal(left, 1);
    assert.isTrue((await early.next()).done);

    const late = new EventQueue(() => (left += 1));
    late.push(start);
    late.end();
    await rest(late);
    assert.equal(left, 1);
  });
});
