import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { writeInputs } from '../../bench/lib/inputs.ts';
import { batchWalk, gather, readWork } from '../../bench/lib/work-folder.mjs';

describe('the inputs of the benchmark peers', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2-bench-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written, on a stand-in where the data is missing', async () => {
    const trial = {
      dataset: { name: 'california-housing' },
      model: { depth: 1, width: 3 },
      optimizer: { name: 'adam' },
      batchSize: 64,
      epochs: 0,
    } as const;
    await writeInputs({ small: { title: 'small', trial } }, folder, path.join(folder, 'nowhere'));
    const work = readWork(folder, 'small');
    assert.deepEqual(work.dataset, { name: 'housing-synthetic', synthetic: true });
    assert.deepEqual(work.sizes, [8, 3, 1]);
    assert.deepEqual(
      work.layers.map(({ weight, bias }) => [weight.length, bias.length]),
      [
        [24, 3],
        [3, 1],
      ],
    );
    assert.equal(work.train.features.length, work.train.count * 8);
    assert.equal(work.order.length % 64, 0);
    const rows = work.order.slice(0, 2);
    const { x, y } = gather(work.train, rows, 8, 1);
    assert.deepEqual(
      [...x.slice(8)],
      [...work.train.features.slice(rows[1]! * 8, rows[1]! * 8 + 8)],
    );
    assert.equal(y[1], work.train.targets[rows[1]!]);
  });

  it('walks over whole batches and starts again at the end', () => {
    const walk = batchWalk(Int32Array.of(0, 1, 2, 3, 4, 5), 2);
    const pieces = (steps: number) => [...walk.pieces(steps)].map((rows) => [...rows]);
    assert.deepEqual(pieces(2), [[0, 1, 2, 3]]);
    assert.deepEqual(pieces(5), [
      [4, 5],
      [0, 1, 2, 3, 4, 5],
      [0, 1],
    ]);
  });

  it('scales pixels and writes classes as one-hot rows', () => {
    const part = {
      features: Uint8Array.of(0, 255, 51, 102),
      targets: Uint8Array.of(1, 2),
      divisor: 255,
    };
    const { x, y } = gather(part, Int32Array.of(1, 0), 2, 3);
    assert.deepEqual([...x], [...Float32Array.of(0.2, 0.4, 0, 1)]);
    assert.deepEqual([...y], [0, 0, 1, 0, 1, 0]);
  });
});
