/** Whole trials of lists of layers: they go on from any checkpoint, through its file, to the bits of one in one piece. */
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import type { TrialDocument } from '../../src/document/schema.ts';
import { readSafetensors, safetensorsFile } from '../../src/formats/model/safetensors.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import { predictRows } from '../../src/lab/model/forward.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { isNamed } from '../../src/torch/layers.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { predictList } from '../../workers/trial/predict-list.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { compare, recorded, type Run } from './checkpoint-suite.ts';
import { trialOf } from './trials.ts';

const mixed: TrialDocument = {
  dataset: { name: 'iris' },
  model: {
    layers: [
      { name: 'linear', width: 6 },
      { name: 'batch-norm' },
      { name: 'relu' },
      {
        name: 'residual',
        projection: true,
        layers: [
          { name: 'linear', width: 5 },
          { name: 'dropout', p: 0.3 },
          { name: 'elu', alpha: 0.5 },
        ],
      },
      { name: 'dropout', p: 0.1 },
    ],
  },
  init: { name: 'kaiming-normal' },
  optimizer: { name: 'adam', learningRate: 0.01 },
  batchSize: 25,
  epochs: 2,
  measure: { gradientNorms: true },
};

const pictures: TrialDocument = {
  dataset: { name: 'fashion-synthetic', trainSize: 70, testSize: 30 },
  model: {
    layers: [
      { name: 'conv2d', channels: 3, kernel: 3, padding: 1 },
      { name: 'relu' },
      { name: 'max-pool2d' },
      { name: 'conv2d', channels: 4, kernel: 3, stride: 2 },
      { name: 'batch-norm' },
      { name: 'silu' },
      { name: 'global-avg-pool' },
      { name: 'flatten' },
      { name: 'dropout', p: 0.25 },
    ],
  },
  optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9 },
  batchSize: 16,
  epochs: 2,
};

describe('A trial of a list of layers', () => {
  let engine: Engine;
  const loaded = new Map<string, Promise<Dataset>>();
  const datasetOf = (document: TrialDocument): Promise<Dataset> => {
    const { name } = document.dataset;
    const dataset = loaded.get(name) ?? loadDataset(name, { baseUrl: '', shared: false });
    loaded.set(name, dataset);
    return dataset;
  };
  const runOf = async (document: TrialDocument): Promise<Run> => {
    const dataset = await datasetOf(document);
    return (trial, options) => recorded(runTrial(trial, dataset, engine, options));
  };

  before(async () => (engine = await startOwnEngine()));

  for (const [title, document] of Object.entries({ mixed, pictures }))
    it(`of ${title} layers goes on from any checkpoint to the bits of one in one piece`, async () => {
      const { middle, end } = await compare(await runOf(document), document);
      assert.isAtLeast(middle, 4);
      assert.isAtLeast(end, 1);
    });

  it('tells the gradient of every activation, and its dead units where there can be some', async () => {
    const { events } = await (await runOf(mixed))(trialOf(mixed));
    const norms = events.find((event) => event.type === 'gradient-norms');
    assert.lengthOf(norms?.activations ?? [], 2);
    assert.isTrue(norms!.activations.every((norm) => norm > 0));
    const dead = events.find((event) => event.type === 'dead-units');
    assert.lengthOf(dead?.deadUnits.shares ?? [], 1);
    assert.isAbove(dead?.deadUnits.rows ?? 0, 15);
  });

  for (const [title, document] of Object.entries({ mixed, pictures }))
    it(`of ${title} layers has a model that is read back and predicts alike without an engine`, async () => {
      const trial = trialOf(document);
      const { events } = await (await runOf(document))(trial);
      const event = events.find(({ type }) => type === 'model');
      if (event?.type !== 'model' || !isNamed(event.parameters)) throw new Error('no model');
      const { parameters, statistics, hash } = event;
      const model = { id: 'a', trial, parameters, statistics, engine: 'wasm', trainedAt: 1 };
      assert.deepEqual(readSafetensors(safetensorsFile(model), 'model.safetensors'), model);
      assert.equal(await weightsHash(model), hash);
      const { features } = await datasetOf(document);
      const inputs = document.dataset.name === 'iris' ? 4 : 784;
      const pixels = features instanceof Uint8Array;
      const rows = pixels
        ? features.slice(0, 20 * inputs)
        : Float32Array.from(features.subarray(0, 20 * inputs));
      const pause = () => Promise.resolve();
      const divisor = pixels ? 255 : 1;
      const slow = await predictRows({ trial, parameters }, rows, divisor, pause);
      const fast = await predictList({ trial, parameters }, rows, divisor, engine, pause);
      fast.forEach((value, at) =>
        assert.approximately(value, slow[at]!, 2e-5 * Math.max(1, Math.abs(slow[at]!))),
      );
    });
});
