/** A table model's results on its test part, with equal and unequal classes. */
import { assert } from 'chai';
import { figureOfClasses } from '../../../src/catalog/lookup/metric.ts';
import { trialData } from '../../../src/data/prepare-trial.ts';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { judge } from '../../../src/lab/judge/judge.ts';
import { tableOf } from '../../insights/own-table.ts';

/** Every `every`-th row is a "yes". */
function datasetOf(every: number): Dataset {
  const rows = 200;
  return {
    name: 'table',
    task: 'classification',
    synthetic: false,
    inputs: 2,
    outputs: 2,
    features: Float64Array.from({ length: 2 * rows }, (_, at) => Math.sin(at)),
    targets: Uint8Array.from({ length: rows }, (_, row) => Number(row % every === 0)),
    trainCount: 160,
    testCount: 40,
    split: 'seeded',
    checksum: '',
    featureNames: ['x', 'z'],
    classNames: ['no', 'yes'],
  };
}

async function judged(every: number) {
  const { trial, id } = tableOf(['no', 'yes'], 200).plans[0]!;
  const dataset = datasetOf(every);
  const { test } = trialData(dataset, trial.dataset, trial.seed);
  // It always predicts "no".
  const outputs = Float32Array.from({ length: 2 * test.count }, (_, at) => (at % 2 === 0 ? 1 : 0));
  const model = { id, trial, parameters: [], statistics: null, engine: 'wasm', trainedAt: 0 };
  const found = await judge(model, dataset, outputs, new AbortController().signal);
  if (found.task !== 'classification') throw new Error(found.task);
  return { ...found, test };
}

describe('a model of a table', () => {
  it('is told class by class where classes are unequal', async () => {
    const { classFigures, matrix, test } = await judged(10);
    const yes = test.targets.filter((target) => target === 1).length;
    assert.deepEqual(matrix, [
      [40 - yes, 0],
      [yes, 0],
    ]);
    assert.equal(figureOfClasses('balanced-accuracy', classFigures!), 0.5);
    assert.deepEqual(
      classFigures!.map(({ name, rows, found }) => [name, rows, found]),
      [
        ['no', 40 - yes, 40 - yes],
        ['yes', yes, 0],
      ],
    );
  });

  it('has nothing more to say where they are equal', async () => {
    assert.isNull((await judged(2)).classFigures);
  });
});
