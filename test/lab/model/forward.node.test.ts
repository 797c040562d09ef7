/** Compares the forward pass with the engine's figures and with the float64 network. */
import { assert } from 'chai';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { inOneGo } from '../../../src/base/event-loop.ts';
import { activations, type TrialDocument } from '../../../src/document/schema.ts';
import { largest, predictRows, softmax } from '../../../src/lab/model/forward.ts';
import { leastSquaresSteps, linearPredictions } from '../../../src/lab/model/least-squares.ts';
import { regressionFigures } from '../../../src/lab/model/regression-figures.ts';
import { figureIn } from '../../../src/catalog/lookup/metric.ts';
import { loadFromFolder } from '../../data/folder.ts';
import { runReference } from '../../oracle/reference-network.ts';
import { trainedModel } from '../../formats/model/support.ts';
import { layersIn } from '../../support/short-form.ts';

const pause = () => Promise.resolve();

const fashion = {
  dataset: { name: 'fashion-mnist', trainSize: 6400 },
  model: { depth: 3, width: 16 },
  init: { name: 'xavier-uniform' },
  optimizer: { name: 'adam' },
  batchSize: 64,
  epochs: 1,
} satisfies TrialDocument;

const housing = {
  dataset: { name: 'california-housing' },
  model: { depth: 2, width: 32 },
  optimizer: { name: 'adam' },
  batchSize: 64,
  epochs: 1,
} satisfies TrialDocument;

describe('forward', () => {
  for (const activation of activations) {
    it(`finds the test accuracy that the trial reported, ${activation}`, async function () {
      const dataset = await loadFromFolder('fashion-mnist');
      if (dataset === null) return this.skip();
      const document = { ...fashion, model: { ...fashion.model, activation } };
      const { model, last } = await trainedModel(document, dataset);
      const { test } = trialData(dataset, model.trial.dataset, model.trial.seed);
      const scores = await predictRows(model, test.features, test.divisor, pause);
      let correct = 0;
      for (let row = 0; row < test.count; row++) {
        const own = scores.subarray(10 * row, 10 * row + 10);
        if (largest(own) === test.targets[row]) correct++;
      }
      assert.isTrue('testAccuracy' in last && last.testAccuracy > 0.3);
      assert.equal(correct / test.count, 'testAccuracy' in last ? last.testAccuracy : -1);
      const rows = 100;
      const batch = {
        features: Float64Array.from(test.features.subarray(0, 784 * rows), (x) => x / 255),
        targets: test.targets.subarray(0, rows),
        rows,
      };
      const { outputs } = runReference(
        layersIn(model.parameters),
        activation,
        'cross-entropy',
        batch,
      );
      outputs.forEach((wanted, at) => assert.closeTo(scores[at]!, wanted, 1e-4));
    });
  }

  it('finds the test error that the trial reported', async function () {
    const dataset = await loadFromFolder('california-housing');
    if (dataset === null) return this.skip();
    const { model, last } = await trainedModel(housing, dataset);
    const { test } = trialData(dataset, model.trial.dataset, model.trial.seed);
    const predicted = await predictRows(model, test.features, 1, pause);
    const { testMse, testMae } = regressionFigures(predicted, test.targets);
    assert.isTrue('testMse' in last);
    if (!('testMse' in last)) return;
    assert.closeTo(testMse, last.testMse, 1e-6);
    assert.closeTo(testMae, last.testMae, 1e-6);
  });

  it('stops where the pause throws', async () => {
    const parameters = [
      { inputs: 1, outputs: 1, weight: new Float32Array(1), bias: new Float32Array(1) },
    ];
    const dataset = { name: 'california-housing' };
    const trial = { dataset, model: { depth: 0, width: 1, activation: 'relu' } };
    const model = { parameters, trial } as never;
    const stopped = predictRows(model, new Float32Array(24), 1, () =>
      Promise.reject(new Error('no more')),
    );
    let message = '';
    await stopped.catch((error: unknown) => (message = String(error)));
    assert.equal(message, 'Error: no more');
  });
});

describe('softmax', () => {
  it('adds up to one, whatever the scores', () => {
    const all = softmax([1000, 0, -1000]);
    assert.deepEqual(all, [1, 0, 0]);
    assert.closeTo(softmax([1, 2, 3])[2]!, 0.6652409557748219, 1e-15);
  });
});

describe('leastSquares', () => {
  it('leaves no gradient, and errs on this split as scikit-learn does', async function () {
    const dataset = await loadFromFolder('california-housing');
    if (dataset === null) return this.skip();
    const { train, test } = trialData(
      dataset,
      { name: dataset.name, trainSize: null, testSize: null },
      433,
    );
    const w = inOneGo(leastSquaresSteps(train));
    const errors = linearPredictions(train, w).map((p, row) => p - train.targets[row]!);
    for (let column = 0; column <= 8; column++) {
      let slope = 0;
      errors.forEach((error, row) => {
        slope += error * (column === 8 ? 1 : train.features[8 * row + column]!);
      });
      assert.closeTo(slope / train.count, 0, 1e-9);
    }
    const figures = regressionFigures(linearPredictions(test, w), test.targets);
    assert.closeTo(figures.testMse, 0.53, 0.03);
    assert.closeTo(figureIn(figures, 'test', 'r2')!, 0.6, 0.05);
  });

  it('gives a constant feature no weight', () => {
    const features = Float32Array.of(1, 0, 2, 0, 3, 0);
    const part = { features, divisor: 1, targets: Float32Array.of(3, 5, 7), count: 3 };
    const w = inOneGo(leastSquaresSteps(part));
    [2, 0, 1].forEach((wanted, at) => assert.closeTo(w[at]!, wanted, 1e-9));
  });
});
