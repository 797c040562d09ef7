/** Measures what a trial's first steps do: the gradients before them, and how far they move the weights. */
import { trialData } from '../../src/data/prepare-trial.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import { throwIfAborted } from '../../src/base/errors.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { measuredSteps, type FirstSteps } from '../../src/protocol/inspection.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine } from '../engine/types.ts';
import { openSession } from './open-session.ts';

/**
 * Trains the first steps that `runTrial` would train, from the same weights and on the same batches, and drops the
 * network. Throws LabError `aborted`.
 */
export async function firstSteps(
  trial: Trial,
  dataset: Dataset,
  engine: Engine,
  signal?: AbortSignal,
): Promise<FirstSteps> {
  const pause = async (): Promise<void> => {
    await yieldToEventLoop();
    throwIfAborted(signal);
  };
  const { batchSize, seed } = trial;
  const data = trialData(dataset, trial.dataset, seed);
  const order = explicitOrder(data.train.count, new Generator(seed)).nextEpoch();
  const session = await openSession(trial, data, engine);
  try {
    const { loss, norms } = await session.activationGradients(order.subarray(0, batchSize), pause);
    let before = await session.parameters();
    const squares = before.map(() => 0);
    let steps = 0;
    while (steps < measuredSteps && steps * batchSize < order.length) {
      const batch = order.subarray(steps * batchSize, (steps + 1) * batchSize);
      let finite = true;
      for await (const { losses } of session.train(batch, batchSize)) {
        finite = finite && losses.every(Number.isFinite);
        await pause();
      }
      const after = await session.parameters();
      const moved = after.map((layer, at) => meanSquareChange(layer, before[at]!));
      if (!finite || !moved.every(Number.isFinite)) break;
      moved.forEach((value, at) => (squares[at]! += value));
      before = after;
      steps += 1;
    }
    return { loss, norms, steps, updates: squares.map((sum) => Math.sqrt(sum / steps)) };
  } finally {
    session.close();
  }
}

/** Of the weights; in float64, so that small steps of large weights survive. */
function meanSquareChange({ weight }: LayerParameters, before: LayerParameters): number {
  let sum = 0;
  for (let at = 0; at < weight.length; at++) sum += (weight[at]! - before.weight[at]!) ** 2;
  return sum / weight.length;
}
