import { install, type Clock } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import { PacedReports } from '../../src/base/paced-reports.ts';
import type { DatasetProgress } from '../../src/protocol/dataset.ts';
import { baseUrl, failure } from '../data/support.ts';

describe('progress', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => clock.uninstall());

  it('of a download that stalls is all that has arrived', async () => {
    const told: DatasetProgress[] = [];
    const controller = new AbortController();
    const chunks = [100_000, 100_000, 50_000];
    let stalled: () => void = () => undefined;
    const stall = new Promise<void>((resolve) => (stalled = resolve));
    const stream = new ReadableStream<Uint8Array>(
      {
        async pull(body) {
          const size = chunks.shift();
          if (size !== undefined) {
            body.enqueue(new Uint8Array(size));
            return;
          }
          // A pull means that everything so far was read. Nothing more arrives; an abort breaks the connection.
          stalled();
          await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
          body.error(controller.signal.reason);
        },
      },
      { highWaterMark: 0 },
    );
    const stalls: typeof globalThis.fetch = () => Promise.resolve(new Response(stream));
    const loading = loadDataset('california-housing', {
      baseUrl,
      shared: false,
      fetch: stalls,
      store: null,
      signal: controller.signal,
      onProgress: (progress) => {
        told.push(progress);
      },
    });
    await stall;
    const loaded = () => told.map((progress) => progress.loaded);
    assert.deepEqual(loaded(), [100_000]);
    clock.tick(50);
    assert.deepEqual(loaded(), [100_000, 250_000]);
    // The stream never ends by itself.
    controller.abort();
    assert.equal((await failure(loading)).code, 'aborted');
    clock.tick(10_000);
    assert.lengthOf(told, 2);
  });

  it('is told at most every 50 ms, the newest of what came meanwhile', () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    for (let value = 0; value < 1_000; value++) {
      reports.tell(value, false);
      clock.tick(1);
    }
    // The first report at once, then every 50 ms the report from a millisecond before.
    assert.deepEqual(told, [0, ...Array.from({ length: 20 }, (_, at) => 50 * at + 49)]);
    clock.tick(10_000);
    assert.lengthOf(told, 21);
  });

  it('is told at once where a phase ends, and what waited is forgotten', () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    reports.tell(1, false);
    reports.tell(2, false);
    reports.tell(3, true);
    assert.deepEqual(told, [1, 3]);
    clock.tick(10_000);
    assert.deepEqual(told, [1, 3]);
  });

  it('ends with the work', () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    reports.tell(1, false);
    reports.tell(2, false);
    reports.stop();
    clock.tick(10_000);
    assert.deepEqual(told, [1]);
  });
});
