/** Trials of an experiment over optimisers and seeds, as far as a test wants them. */
import { parseExperiment } from '../../../../src/document/parse.ts';
import type { Axis } from '../../../../src/document/schema.ts';
import { waitingTrial } from '../../../../src/lab/reduce.ts';
import type { TrialState } from '../../../../src/lab/state.ts';

export const seedAxes: readonly Axis[] = [
  { path: 'optimizer.name', values: ['sgd', 'adam'] },
  { path: 'seed', values: [1, 2, 3] },
];

export function trialsOf(axes: readonly Axis[], epochs = 3): TrialState[] {
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'test',
    title: 'test',
    trial: {
      dataset: { name: 'fashion-synthetic', trainSize: 1000, testSize: 100 },
      model: { depth: 2, width: 4 },
      optimizer: { name: 'sgd' },
      batchSize: 10,
      epochs,
      measure: { gradientNorms: true, batchLosses: true },
    },
    axes,
  });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return parsed.trials.map((plan) => waitingTrial(plan));
}

/** A trial that has got to the end of an epoch with this accuracy, and these losses of batches. */
export const after = (
  trial: TrialState,
  accuracies: readonly number[],
  batchLosses: readonly number[] = [],
): TrialState => ({
  ...trial,
  status: 'running',
  batchLosses: Float32Array.from(batchLosses),
  epochs: accuracies.map((accuracy, index) => ({
    epoch: index + 1,
    trainLoss: 1,
    trainAccuracy: accuracy,
    testLoss: 1,
    testAccuracy: accuracy / 2,
  })),
});
