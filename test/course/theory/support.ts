/** The wasm engine as the tests of the theory questions use it: float32, an engine of its own. */
import type { Part } from '../../../src/protocol/dataset.ts';
import type { Activation } from '../../../src/document/schema.ts';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import { startOwnEngine } from '../../support/own-engine.ts';
import type { Session } from '../../../workers/engine/types.ts';

/** Weights by rows [outputs, inputs], as nn.Linear has them. */
export function linear(
  weight: readonly (readonly number[])[],
  bias: readonly number[],
): LayerParameters {
  return {
    inputs: weight[0]?.length ?? 0,
    outputs: bias.length,
    weight: Float32Array.from(weight.flat()),
    bias: Float32Array.from(bias),
  };
}

/** A session over samples [rows, inputs] and their classes, with SGD at `rate`. */
export async function engineSession(
  parameters: readonly LayerParameters[],
  activation: Activation,
  x: readonly (readonly number[])[],
  classes: readonly number[],
  rate: number,
): Promise<Session> {
  const part: Part = {
    features: Float32Array.from(x.flat()),
    divisor: 1,
    targets: Uint8Array.from(classes),
    count: x.length,
  };
  const engine = await startOwnEngine();
  return engine.open({
    sizes: [parameters[0]?.inputs ?? 0, ...parameters.map(({ outputs }) => outputs)],
    activation,
    loss: 'cross-entropy',
    parameters,
    optimizer: {
      name: 'sgd',
      learningRate: rate,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      weightDecay: 0,
    },
    train: part,
    test: part,
  });
}
