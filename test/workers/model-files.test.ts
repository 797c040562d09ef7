/** Models as files, and back. */
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { ready, setBackend, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { assert } from 'chai';
import fc from 'fast-check';
import { trialLayerSizes } from '../../src/experiment/parameters.ts';
import { activations } from '../../src/experiment/schema.ts';
import { forward } from '../../src/model/forward.ts';
import { layersModelFiles } from '../../src/model/layers-model.ts';
import { readSafetensors, safetensorsFile } from '../../src/model/safetensors.ts';
import type { TrainedModel } from '../../src/model/types.ts';
import { LabError } from '../../src/protocol/errors.ts';
import { trialOf } from '../workers/trials.ts';

/** A housing network with numbers that a seed decides. */
function invented(seed: number, depth: number, width: number, activation = 0): TrainedModel {
  const trial = trialOf({
    dataset: { name: 'california-housing' },
    model: { depth, width, activation: activations[activation]! },
    optimizer: { name: 'sgd' },
    batchSize: 16,
    epochs: 1,
  });
  let state = seed >>> 0;
  const number = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const sizes = trialLayerSizes(trial);
  const parameters = sizes.slice(1).map((outputs, at) => ({
    inputs: sizes[at]!,
    outputs,
    weight: Float32Array.from({ length: sizes[at]! * outputs }, number),
    bias: Float32Array.from({ length: outputs }, number),
  }));
  const statistics = {
    mean: Float64Array.from({ length: 8 }, number),
    deviation: Float64Array.from({ length: 8 }, number),
  };
  return { id: `trial ${seed}`, trial, parameters, statistics, engine: 'wasm', trainedAt: seed };
}

const anyModel = fc
  .tuple(fc.nat(), fc.nat(3), fc.integer({ min: 1, max: 20 }), fc.nat(activations.length - 1))
  .map((all) => invented(...all));

function refusal(file: Uint8Array): string {
  try {
    readSafetensors(file, 'mine.safetensors');
  } catch (error) {
    assert.instanceOf(error, LabError);
    return error.message;
  }
  return '';
}

describe('safetensors', () => {
  it('come back bit for bit', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        assert.deepEqual(readSafetensors(safetensorsFile(model), 'a'), model);
      }),
      { numRuns: 50 },
    );
  });

  it('are refused in words when cut, whatever is missing', () => {
    const file = safetensorsFile(invented(1, 1, 4));
    fc.assert(
      fc.property(fc.nat(file.length - 1), (length) => {
        assert.include(refusal(file.slice(0, length)), 'mine.safetensors');
      }),
    );
  });

  it('never throw anything but a LabError, whatever is changed', () => {
    const file = safetensorsFile(invented(1, 1, 4));
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        refusal(file.with(at, byte));
      }),
    );
  });

  it('name the tensors as the exported program does', () => {
    const file = safetensorsFile(invented(1, 1, 4));
    const text = new TextDecoder().decode(file);
    for (const name of ['hidden.0.weight', 'hidden.0.bias', 'output.weight', 'output.bias']) {
      assert.include(text, `"${name}"`);
    }
  });
});

describe('layersModelFiles', () => {
  for (const [at, activation] of activations.entries()) {
    it(`is loaded by tfjs, and predicts the same, ${activation}`, async () => {
      await setBackend('cpu');
      await ready();
      const model = invented(7, 2, 9, at);
      const { json, weights } = layersModelFiles(model);
      const { modelTopology, weightsManifest } = JSON.parse(json) as {
        modelTopology: object;
        weightsManifest: { weights: never[] }[];
      };
      const loaded = await loadLayersModel({
        load: () =>
          Promise.resolve({
            modelTopology,
            weightSpecs: weightsManifest[0]!.weights,
            weightData: weights.buffer,
          }),
      });
      const rows = Float32Array.from({ length: 8 * 5 }, (_, i) => Math.sin(i));
      const given = await (loaded.predict(tensor2d(rows, [5, 8])) as Tensor).data();
      const own = forward(model, rows, 1, 0, 5);
      own.forEach((value, row) => assert.closeTo(given[row]!, value, 1e-6));
    });
  }
});
