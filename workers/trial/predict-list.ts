/** Predictions of a trained list of layers, by an engine. Loaded only where there is one. */
import { lossOf, planOf, shapeOf, taskOf } from '../../src/document/parameters.ts';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import type { NamedTensor } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine } from '../engine/types.ts';
import { requireLists } from './open-list.ts';

/**
 * The outputs of all rows of features [rows, inputs], as [rows, outputs]; `pause` is called between pieces of them and
 * may throw to abort.
 * @param divisor of the features: 255 for pixels, else 1
 */
export async function predictList(
  {
    trial,
    parameters,
  }: Pick<TrainedModel, 'trial'> & {
    readonly parameters: readonly NamedTensor[];
  },
  features: Uint8Array | Float32Array,
  divisor: number,
  engine: Engine,
  pause: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> {
  const { inputs, outputs } = shapeOf(trial.dataset);
  const count = features.length / inputs;
  const ofClasses = taskOf(trial.dataset) === 'classification';
  const targets = ofClasses ? new Uint8Array(count) : new Float32Array(count);
  const part = { features, divisor, targets, count };
  const session = await requireLists(engine)({
    plan: planOf(trial),
    tensors: parameters,
    // Figures draw nothing.
    draws: new Generator(0).state(),
    loss: lossOf(trial),
    optimizer: trial.optimizer,
    ...{ train: part, test: part },
  });
  try {
    const all = new Float32Array(count * outputs);
    for (let from = 0; from < count; from += session.evaluationRows) {
      await pause();
      const to = Math.min(from + session.evaluationRows, count);
      await session.evaluate('test', from, to, all.subarray(from * outputs, to * outputs));
    }
    return all;
  } finally {
    session.close();
  }
}
