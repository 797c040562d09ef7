/** Trials and shapes of networks whose sums are grouped in many ways. What they came to is in the folders beside. */
import type { TrialDocument } from '../../src/document/schema.ts';

/**
 * Wide networks, large and short batches: a kernel adds up their sums in chunks and panels, and one that
 * groups them in another way has other last digits.
 */
export const wideTrials: readonly TrialDocument[] = [
  {
    dataset: { name: 'fashion-synthetic', trainSize: 1600, testSize: 100 },
    model: { depth: 2, width: 1024 },
    init: { name: 'kaiming-normal' },
    optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 },
    batchSize: 512,
    epochs: 1,
  },
  {
    dataset: { name: 'fashion-synthetic', trainSize: 1300, testSize: 100 },
    model: { depth: 1, width: 2048, activation: 'tanh' },
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'adam' },
    batchSize: 1024,
    epochs: 1,
  },
  {
    dataset: { name: 'fashion-synthetic', trainSize: 1000, testSize: 100, validation: 77 },
    model: { depth: 4, width: 301, activation: 'sigmoid' },
    optimizer: { name: 'rmsprop', learningRate: 1e-3, centered: true },
    batchSize: 333,
    epochs: 1,
  },
  {
    dataset: { name: 'fashion-synthetic', trainSize: 1500, testSize: 100 },
    model: { depth: 8, width: 129, activation: 'leaky-relu' },
    init: { name: 'kaiming-uniform' },
    optimizer: { name: 'adamw' },
    batchSize: 4096,
    epochs: 3,
  },
  {
    dataset: { name: 'housing-synthetic', trainSize: 2000 },
    model: { depth: 3, width: 513, activation: 'tanh' },
    init: { name: 'xavier-normal' },
    optimizer: { name: 'adam', amsgrad: true },
    batchSize: 129,
    epochs: 1,
  },
  {
    dataset: { name: 'housing-synthetic', trainSize: 4000 },
    model: { depth: 2, width: 256 },
    optimizer: { name: 'sgd', learningRate: 1e-3, momentum: 0.9, nesterov: true },
    batchSize: 2000,
    epochs: 4,
  },
  {
    dataset: { name: 'housing-synthetic', trainSize: 300 },
    model: { depth: 0, width: 1 },
    optimizer: { name: 'sgd', learningRate: 1e-3 },
    batchSize: 1,
    epochs: 2,
  },
  {
    dataset: { name: 'fashion-synthetic', trainSize: 500, testSize: 100 },
    model: { depth: 12, width: 65, activation: 'tanh' },
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'rmsprop', learningRate: 1e-4, momentum: 0.5 },
    batchSize: 7,
    epochs: 1,
  },
  {
    dataset: { name: 'housing-synthetic', trainSize: 900, validation: 100 },
    model: { depth: 3, width: 1, activation: 'linear' },
    init: { name: 'uniform', d: 0.5 },
    optimizer: { name: 'adam', weightDecay: 0.01 },
    batchSize: 64,
    epochs: 2,
  },
];

export interface Shape {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly rows: number;
}

/** Two hundred shapes of networks and numbers of training rows, small and large, in no order. */
export const shapes: readonly Shape[] = Array.from({ length: 200 }, (_, index) => {
  // A stride that is prime to the lengths meets each combination once.
  const at = <T>(list: readonly T[], stride: number): T => list[(index * stride) % list.length]!;
  const width = at([1, 2, 3, 5, 8, 13, 16, 33, 64, 100, 257, 512, 1000, 1024, 2048, 4096, 4099], 7);
  const second = at([1, 4, 16, 31, 64, 127, 300, 1024, 2000], 5);
  const depth = at([0, 1, 2, 3, 8], 1);
  return {
    inputs: at([8, 784, 1, 13, 30, 1000], 1),
    hidden: Array.from({ length: depth }, (_unused, layer) => (layer % 2 === 0 ? width : second)),
    outputs: at([10, 1, 3, 26], 3),
    rows: at([1, 7, 8, 9, 64, 128, 129, 1000, 60_000, 15_480], 3),
  };
});
