import { assert } from 'chai';
import { loadDataset } from '../../src/datasets/load.ts';
import { PacedReports } from '../../src/datasets/pace.ts';
import type { DatasetProgress } from '../../src/datasets/types.ts';
import { baseUrl, failure } from './support.ts';

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds() && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.isTrue(holds());
}

describe('progress', () => {
  it('of a download that stalls is all that has arrived', async () => {
    const told: DatasetProgress[] = [];
    const controller = new AbortController();
    const chunks = [100_000, 100_000, 50_000];
    const stalls: typeof globalThis.fetch = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (stream) => {
              for (const size of chunks) stream.enqueue(new Uint8Array(size));
            },
          }),
        ),
      );
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
    await until(() => told.at(-1)?.loaded === 250_000);
    assert.isBelow(told.length, chunks.length + 1);
    // The stream never ends by itself.
    controller.abort();
    void failure(loading);
  });

  it('is told at most every 50 ms, the newest of what came meanwhile', async () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    for (let value = 0; value < 1_000; value++) reports.tell(value, false);
    await until(() => told.at(-1) === 999);
    assert.equal(told[0], 0);
    // A machine that stops in the middle of the loop may let one or two more through.
    assert.isBelow(told.length, 10);
  });

  it('is told at once where a phase ends, and what waited is forgotten', async () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    reports.tell(1, false);
    reports.tell(2, false);
    reports.tell(3, true);
    assert.equal(told.at(-1), 3);
    await new Promise((resolve) => setTimeout(resolve, 120));
    assert.equal(told.at(-1), 3);
  });

  it('ends with the work', async () => {
    const told: number[] = [];
    const reports = new PacedReports<number>((value) => told.push(value));
    reports.tell(1, false);
    reports.tell(2, false);
    reports.stop();
    const before = [...told];
    await new Promise((resolve) => setTimeout(resolve, 120));
    assert.deepEqual(told, before);
  });
});
