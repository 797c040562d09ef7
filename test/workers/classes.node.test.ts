/** Compares a trial's class counts of a table with the engine's accuracy. */
import { assert } from 'chai';
import { isClassificationEpoch } from '../../src/document/results.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { splitRows } from '../../src/data/split.ts';
import { afterEvent, settled, waitingTrial } from '../../src/lab/reduce.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { tableOf } from '../insights/own-table.ts';
import { collect } from './trials.ts';

const rows = 400;

/** One row of ten is a "yes"; x tells which where `telling`, z is noise. */
function datasetOf(telling: boolean): Dataset {
  const noise = (row: number, column: number) => Math.sin(row * 12.9898 + column * 78.233);
  const targets = Uint8Array.from({ length: rows }, (_, row) => (row % 10 === 3 ? 1 : 0));
  const features = Float64Array.from({ length: 2 * rows }, (_, at) => {
    const row = Math.floor(at / 2);
    const told = telling && at % 2 === 0 && targets[row] === 1 ? 5 : 0;
    return noise(row, at % 2) + told;
  });
  return {
    name: 'table',
    task: 'classification',
    synthetic: false,
    inputs: 2,
    outputs: 2,
    features,
    targets,
    trainCount: 320,
    testCount: 80,
    split: 'seeded',
    checksum: 'a'.repeat(64),
    featureNames: ['x', 'z'],
    classNames: ['no', 'yes'],
  };
}

async function trained(dataset: Dataset, trial: object) {
  const { plans } = tableOf(['no', 'yes'], rows, {}, trial);
  const plan = plans[0]!;
  const engine = await startOwnEngine();
  const { events } = await collect(runTrial(plan.trial, dataset, engine));
  const state = settled(events.reduce(afterEvent, waitingTrial(plan)), null);
  return { plan, events, state };
}

describe('the classes of a table', () => {
  it('are counted as the trial starts, and its end has their confusion matrix', async () => {
    for (const telling of [true, false]) {
      const dataset = datasetOf(telling);
      const { plan, events, state } = await trained(dataset, {
        model: { depth: 1, width: 8, activation: 'tanh' },
        optimizer: { name: 'adam', learningRate: 0.01 },
        epochs: 20,
      });
      const split = splitRows(dataset, plan.trial.seed);
      const yes = (part: Int32Array) => part.filter((row) => dataset.targets[row] === 1).length;
      const { train, test, confusion } = state.classes!;
      assert.deepEqual(train, [320 - yes(split.train), yes(split.train)]);
      assert.deepEqual(test, [80 - yes(split.test), yes(split.test)]);
      assert.equal(events[1]!.type, 'classes');
      assert.deepEqual(
        confusion!.map((row) => row.reduce((sum, each) => sum + each, 0)),
        test as number[],
      );
      const last = state.epochs.at(-1)!;
      assert.isTrue(isClassificationEpoch(last));
      if (!isClassificationEpoch(last)) return;
      const right = confusion!.reduce((sum, row, at) => sum + row[at]!, 0);
      assert.closeTo(right / 80, last.testAccuracy, 1e-12);
      if (telling) assert.equal(right, 80);
    }
  });

  it('are counted of a trial that is not trained, without a matrix', async () => {
    const { state } = await trained(datasetOf(false), { epochs: 0 });
    assert.lengthOf(state.classes!.test, 2);
    assert.isUndefined(state.classes!.confusion);
  });
});
