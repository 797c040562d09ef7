/**
 * What was compared with PyTorch, and how far PyTorch agrees with itself. The first is met by the tests
 * of test/workers/trajectory-suite.ts; the second is in test/golden/versions-apart.json, which a test
 * holds these figures to.
 */
import { parse } from 'valibot';
import { trialSchema, type Trial, type TrialDocument } from '../../document/schema.ts';

/** Of two versions of PyTorch, over other seeds: the largest relative difference of two losses. */
export interface Apart {
  readonly worst: string;
  /** Seeds with which one of them diverges and the other does not, within the steps. */
  readonly parted: number;
}

export interface ComparedKind {
  /** Its name in versions-apart.json. */
  readonly name: string;
  /** In words, where several are told apart. */
  readonly label: string;
  /** The very trial, seed and rows included. */
  readonly trial: Trial;
  readonly steps: number;
  /** Relative to PyTorch's losses. */
  readonly tolerance: string;
  readonly apart: Apart;
  /** What else is known of these very trials. */
  readonly note?: string;
}

export const otherSeeds = 20;

const fashion = {
  dataset: { name: 'fashion-mnist' },
  model: { depth: 8, width: 16 },
  batchSize: 128,
  epochs: 1,
  seed: 433,
} as const;
const xavier = { init: { name: 'xavier-uniform' } } as const;
const sgd = { optimizer: { name: 'sgd', learningRate: 0.01 } } as const;

const trialOf = (document: TrialDocument): Trial => parse(trialSchema, document);

export const kinds: readonly ComparedKind[] = [
  {
    name: 'xavier sgd',
    label: 'Xavier, SGD',
    trial: trialOf({ ...fashion, ...xavier, ...sgd }),
    steps: 300,
    tolerance: '1e-5',
    apart: { worst: '1.6e-4', parted: 0 },
  },
  {
    name: 'xavier adam',
    label: 'Xavier, Adam',
    trial: trialOf({ ...fashion, ...xavier, optimizer: { name: 'adam', learningRate: 0.01 } }),
    steps: 15,
    tolerance: '1e-4',
    apart: { worst: '2.3e-3', parted: 0 },
  },
  {
    name: 'xavier rmsprop',
    label: 'Xavier, RMSprop',
    trial: trialOf({ ...fashion, ...xavier, optimizer: { name: 'rmsprop', learningRate: 0.01 } }),
    steps: 4,
    tolerance: '1e-4',
    apart: { worst: '6.6e-4', parted: 0 },
  },
  {
    name: 'uniform 1 sgd',
    label: 'uniform in ±1, SGD',
    trial: trialOf({ ...fashion, init: { name: 'uniform', d: 1 }, ...sgd }),
    steps: 30,
    tolerance: '1e-5',
    apart: { worst: '0.24', parted: 4 },
    note: 'With weights in ±1, PyTorch 1.13 itself differs from 2.13 after 11 steps.',
  },
  {
    name: 'uniform 0.1 sgd',
    label: 'uniform in ±0.1, SGD',
    trial: trialOf({ ...fashion, init: { name: 'uniform', d: 0.1 }, ...sgd }),
    steps: 100,
    tolerance: '1e-5',
    apart: { worst: '3.2e-7', parted: 0 },
  },
  {
    name: 'uniform 0.01 sgd',
    label: 'uniform in ±0.01, SGD',
    trial: trialOf({ ...fashion, init: { name: 'uniform', d: 0.01 }, ...sgd }),
    steps: 100,
    tolerance: '1e-5',
    apart: { worst: '3.2e-7', parted: 0 },
  },
  {
    name: 'housing adam',
    label: 'housing, Adam',
    trial: trialOf({
      dataset: { name: 'california-housing' },
      model: { depth: 2, width: 64 },
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: 32,
      epochs: 1,
      seed: 433,
    }),
    steps: 300,
    tolerance: '1e-5',
    apart: { worst: '4.1e-6', parted: 0 },
  },
];

/** Of all of these together. */
export const apartAcrossAll: Apart = kinds
  .map(({ apart }) => apart)
  .reduce((one, other) => (Number(other.worst) > Number(one.worst) ? other : one));

/** Loss and gradient norms of the first batch, before any step: I1c's four networks. */
export const norms: {
  readonly trials: readonly Trial[];
  readonly tolerance: string;
  readonly worst: string;
} = {
  trials: [
    ...[1, 0.1, 0.01].map((d) => trialOf({ ...fashion, init: { name: 'uniform', d }, ...sgd })),
    trialOf({ ...fashion, ...xavier, ...sgd }),
  ],
  tolerance: '1e-5',
  worst: '5.8e-7',
};
