/** Untrained models with values drawn from a seed. */
import { trialLayerSizes } from '../../../src/document/parameters.ts';
import { activations } from '../../../src/document/schema.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { trialOf } from '../../workers/trials.ts';

/** A housing network with values drawn from a seed. */
export function invented(seed: number, depth: number, width: number, activation = 0): TrainedModel {
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
    deviation: Float64Array.from({ length: 8 }, () => number() + 0.5),
  };
  return { id: `trial ${seed}`, trial, parameters, statistics, engine: 'wasm', trainedAt: seed };
}
