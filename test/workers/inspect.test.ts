/** Compares the inspection of an untrained network with the oracle's float64 network. */
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { trialLayerSizes } from '../../src/document/parameters.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { activations, type Trial } from '../../src/document/schema.ts';
import { activate } from '../../src/data/explore/forward.ts';
import { LabError } from '../../src/base/errors.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { inspectTrial } from '../../workers/trial/inspect.ts';
import { runReference } from '../oracle/reference-network.ts';
import { trialOf } from './trials.ts';

const loaded = new Map<string, Promise<Dataset>>();
const standIn = (name: 'fashion-synthetic' | 'housing-synthetic'): Promise<Dataset> => {
  const dataset =
    loaded.get(name) ?? loadDataset(name, { baseUrl: 'https://lab.example/', shared: false });
  loaded.set(name, dataset);
  return dataset;
};

const trial = (name: 'fashion-synthetic' | 'housing-synthetic', more: object = {}): Trial =>
  trialOf({
    dataset: { name, trainSize: 700, testSize: 100 },
    model: { depth: 4, width: 12, activation: 'relu' },
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'sgd' },
    batchSize: 96,
    epochs: 0,
    ...more,
  });

/** What every map gives for the first batch, in float64, with its activation but for the last. */
async function reference(wanted: Trial, dataset: Dataset): Promise<Float64Array[]> {
  const data = trialData(dataset, wanted.dataset, wanted.seed);
  const layers = initParameters(trialLayerSizes(wanted), wanted.init, new Generator(wanted.seed));
  const order = explicitOrder(data.train.count, new Generator(wanted.seed)).interruptedEpoch();
  const rows = [...order.subarray(0, wanted.batchSize)];
  const { features, divisor } = data.train;
  const batch = rows.flatMap((row) =>
    Array.from(features.subarray(row * data.inputs, (row + 1) * data.inputs), (x) => x / divisor),
  );
  const { activation } = requireShortForm(wanted.model, 'test');
  return Promise.resolve(
    layers.map((_, depth) => {
      const part = layers.slice(0, depth + 1);
      const targets = new Float64Array(rows.length * part.at(-1)!.outputs);
      const { outputs } = runReference(part, activation, 'mse', {
        features: batch,
        targets,
        rows: rows.length,
      });
      if (depth === layers.length - 1) return outputs;
      const values = Float32Array.from(outputs);
      activate(values, activation);
      return Float64Array.from(values);
    }),
  );
}

describe('an untrained network, looked at', () => {
  for (const activation of activations) {
    it(`has the activations of the float64 network (${activation})`, async () => {
      const dataset = await standIn('fashion-synthetic');
      const wanted = trial('fashion-synthetic', { model: { depth: 4, width: 12, activation } });
      const { layers, rows, batchRows } = await inspectTrial(wanted, dataset);
      assert.deepEqual([rows, batchRows, layers.length], [96, 96, 5]);
      (await reference(wanted, dataset)).forEach((values, at) => {
        const { mean, deviation, least, greatest, count, zeros } = layers[at]!.outputValues;
        const average = values.reduce((sum, x) => sum + x, 0) / values.length;
        const spread = Math.sqrt(
          values.reduce((sum, x) => sum + (x - average) ** 2, 0) / values.length,
        );
        const scale = Math.max(...values.map(Math.abs));
        assert.equal(count, values.length);
        assert.closeTo(mean, average, scale * 1e-5);
        assert.closeTo(deviation, spread, scale * 1e-5);
        assert.closeTo(least, Math.min(...values), scale * 1e-5);
        assert.closeTo(greatest, Math.max(...values), scale * 1e-5);
        assert.equal(zeros, values.filter((x) => x === 0).length);
      });
    });
  }

  it('has the weights that the trial starts from', async () => {
    const wanted = trial('housing-synthetic', { init: { name: 'uniform', d: 0.1 } });
    const { layers, images } = await inspectTrial(wanted, await standIn('housing-synthetic'));
    assert.isNull(images);
    const parameters = initParameters(
      trialLayerSizes(wanted),
      wanted.init,
      new Generator(wanted.seed),
    );
    parameters.forEach(({ weight, inputs, outputs }, at) => {
      const { weights } = layers[at]!;
      assert.deepEqual(
        [layers[at]!.inputs, layers[at]!.outputs, weights.count],
        [inputs, outputs, inputs * outputs],
      );
      assert.equal(weights.least, Math.min(...weight));
      assert.equal(weights.greatest, Math.max(...weight));
      assert.equal(
        weights.histogram?.counts.reduce((sum, count) => sum + count, 0),
        weight.length,
      );
      assert.isAtMost(Math.max(...weight.map(Math.abs)), Math.fround(0.1));
    });
  });

  it('shows the first batch with its classes, at most 128 images of it', async () => {
    const dataset = await standIn('fashion-synthetic');
    const { images, rows, batchRows } = await inspectTrial(
      trial('fashion-synthetic', { batchSize: 500 }),
      dataset,
    );
    assert.deepEqual([rows, batchRows, images?.rows.length], [256, 500, 128]);
    const order = explicitOrder(700, new Generator(433)).interruptedEpoch();
    assert.deepEqual([...images!.rows], [...order.subarray(0, 128)]);
    const row = images!.rows[5]!;
    assert.equal(images!.classes[5], dataset.targets[row]);
    assert.deepEqual(
      [...images!.pixels.subarray(5 * 784, 6 * 784)],
      [...dataset.features.subarray(row * 784, (row + 1) * 784)],
    );
  });

  it('counts what is no number any more instead of failing', async () => {
    const wanted = trial('housing-synthetic', {
      model: { depth: 20, width: 64, activation: 'relu' },
      init: { name: 'uniform', d: 1e6 },
    });
    const { layers } = await inspectTrial(wanted, await standIn('housing-synthetic'));
    const last = layers.at(-1)!.outputValues;
    assert.equal(last.nonFinite, last.count);
    assert.isNull(last.histogram);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const looking = inspectTrial(
      trial('fashion-synthetic', { model: { depth: 8, width: 256 } }),
      await standIn('fashion-synthetic'),
      controller.signal,
    );
    controller.abort();
    const error: unknown = await looking.catch((reason: unknown) => reason);
    assert.isTrue(error instanceof LabError && error.code === 'aborted');
  });
});
