/** Whole trials of the assignment, by the pool on the real data, end where PyTorch's do. */
import { assert } from 'chai';
import type { EpochRecord } from '../../src/document/results.ts';
import type { TrialDocument } from '../../src/document/schema.ts';
import { Pool } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import golden from '../golden/trajectories.json' with { type: 'json' };
import { datasetBase, hasRealDatasets } from './support.ts';
import { trialOf } from './trials.ts';

const fashionRanges =
  golden.finalRanges[
    'fashion, test accuracy after 5 epochs (two PyTorch versions; allow 5 points either side)'
  ];
const housingRanges =
  golden.finalRanges['housing adam .001 batch 32, 100 epochs (allow 10 % either side)'];

const fashion = {
  dataset: { name: 'fashion-mnist' },
  model: { depth: 8, width: 16 },
  batchSize: 128,
  epochs: 5,
  measure: { batchLosses: false },
} as const;

const learningRate = 0.01;
const xavier = { name: 'xavier-uniform' } as const;
const uniform = (d: number) => ({ name: 'uniform', d }) as const;

const trials: Record<keyof typeof fashionRanges | 'housing', TrialDocument> = {
  'uniform d=0.01 sgd': {
    ...fashion,
    init: uniform(0.01),
    optimizer: { name: 'sgd', learningRate },
  },
  'uniform d=0.1 sgd': { ...fashion, init: uniform(0.1), optimizer: { name: 'sgd', learningRate } },
  'uniform d=1 sgd': { ...fashion, init: uniform(1), optimizer: { name: 'sgd', learningRate } },
  'xavier sgd': { ...fashion, init: xavier, optimizer: { name: 'sgd', learningRate } },
  'xavier rmsprop': { ...fashion, init: xavier, optimizer: { name: 'rmsprop', learningRate } },
  'xavier adam': { ...fashion, init: xavier, optimizer: { name: 'adam', learningRate } },
  housing: {
    dataset: { name: 'california-housing' },
    model: { depth: 2, width: 64 },
    optimizer: { name: 'adam' },
    batchSize: 32,
    epochs: 100,
  },
};

for (const engine of ['wasm', 'tfjs-wasm'] as const) {
  describe(`The assignment on ${engine}`, () => {
    const last = new Map<string, EpochRecord>();

    before(async function () {
      if (!(await hasRealDatasets())) this.skip();
      const pool = new Pool({ spawn: spawnTrialWorker });
      const jobs = Object.entries(trials).map(([id, trial]) => ({ id, trial: trialOf(trial) }));
      await pool.run(jobs, {
        engine,
        datasetBase,
        onEvent: (id, event) => {
          if (event.type === 'epoch') last.set(id, event.record);
        },
      });
      pool.close();
    });

    for (const [name, [low, high]] of Object.entries(fashionRanges) as [
      string,
      [number, number],
    ][]) {
      it(`ends ${name} at PyTorch's test accuracy`, () => {
        const record = last.get(name);
        assert.isTrue(record?.epoch === 5 && 'testAccuracy' in record);
        if (record === undefined || !('testAccuracy' in record)) return;
        assert.isAtLeast(record.testAccuracy, low - 0.05);
        assert.isAtMost(record.testAccuracy, high + 0.05);
      });
    }

    it("ends housing at PyTorch's errors", () => {
      const record = last.get('housing');
      assert.isTrue(record?.epoch === 100 && 'testMse' in record);
      if (record === undefined || !('testMse' in record)) return;
      for (const name of ['testMse', 'testMae'] as const) {
        const [low, high] = housingRanges[name] as [number, number];
        assert.isAtLeast(record[name], low * 0.9);
        assert.isAtMost(record[name], high * 1.1);
      }
    });
  });
}
