/**
 * Trials beyond those of trajectories.json: other seeds, initialisations, activations, optimisers
 * and a short last batch. `make-trajectories-more.ts` has PyTorch train them.
 */
import type { TrialDocument } from '../../src/document/schema.ts';

const housing = { name: 'california-housing' } as const;
const fashion = { name: 'fashion-mnist' } as const;

export interface TrajectoryCase {
  readonly trial: TrialDocument;
  /**
   * Relative error that is allowed over all steps. Adam and RMSprop divide by a root, which turns a
   * rounding error in a small gradient into one of the step: they are compared less closely.
   */
  readonly tolerance: number;
}

export const trajectoryCases: Readonly<Record<string, TrajectoryCase>> = {
  'Nesterov, weight decay, leaky ReLU, Kaiming normal, seed 0': {
    trial: {
      dataset: { ...fashion, trainSize: 3200, testSize: 100 },
      model: { depth: 3, width: 20, activation: 'leaky-relu' },
      init: { name: 'kaiming-normal' },
      optimizer: {
        name: 'sgd',
        learningRate: 0.01,
        momentum: 0.9,
        nesterov: true,
        weightDecay: 1e-3,
      },
      batchSize: 64,
      epochs: 1,
      seed: 0,
    },
    tolerance: 1e-5,
  },
  'AMSGrad, tanh, Xavier normal, a short last batch, seed 12345': {
    trial: {
      dataset: { ...fashion, trainSize: 3030, testSize: 100 },
      model: { depth: 2, width: 33, activation: 'tanh' },
      init: { name: 'xavier-normal', gain: 5 / 3 },
      optimizer: { name: 'adam', amsgrad: true },
      batchSize: 100,
      epochs: 1,
      seed: 12345,
    },
    tolerance: 1e-4,
  },
  'AdamW, sigmoid, normal 0.1, batches of 7, the largest seed': {
    trial: {
      dataset: { ...housing, trainSize: 353 },
      model: { depth: 1, width: 17, activation: 'sigmoid' },
      init: { name: 'normal', std: 0.1 },
      optimizer: { name: 'adamw', learningRate: 0.01, weightDecay: 0.05 },
      batchSize: 7,
      epochs: 2,
      seed: 4294967295,
    },
    tolerance: 1e-4,
  },
  'centred RMSprop with momentum, Kaiming uniform': {
    trial: {
      dataset: { ...housing, trainSize: 1280 },
      model: { depth: 2, width: 64 },
      init: { name: 'kaiming-uniform' },
      optimizer: { name: 'rmsprop', learningRate: 1e-4, momentum: 0.5, centered: true },
      batchSize: 32,
      epochs: 1,
    },
    tolerance: 1e-4,
  },
  'momentum with dampening, no hidden layer, PyTorch’s initialisation, seed 7': {
    trial: {
      dataset: { ...housing, trainSize: 2000 },
      model: { depth: 0, width: 1 },
      optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9, dampening: 0.5 },
      batchSize: 32,
      epochs: 1,
      seed: 7,
    },
    tolerance: 1e-5,
  },
  'RMSprop, sigmoid, uniform 0.5, seed 99': {
    trial: {
      dataset: { ...fashion, trainSize: 2560, testSize: 100 },
      model: { depth: 2, width: 10, activation: 'sigmoid' },
      init: { name: 'uniform', d: 0.5 },
      optimizer: { name: 'rmsprop', learningRate: 1e-3 },
      batchSize: 128,
      epochs: 1,
      seed: 99,
    },
    tolerance: 1e-4,
  },
};
