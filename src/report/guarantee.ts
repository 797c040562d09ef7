/**
 * What a reader may expect when the same experiment runs in PyTorch, in words. The figures are those
 * that test/golden/trajectories.json is met with; nothing more is promised than was compared.
 */
import type { Trial } from '../experiment/schema.ts';

export interface Guarantee {
  /** Holds for every trial of every experiment. */
  readonly exact: string;
  /** How far losses agree, for these trials. */
  readonly losses: string;
}

interface Compared {
  readonly matches: (trial: Trial) => boolean;
  readonly steps: number;
  readonly tolerance: string;
}

/** The assignment's network, data and batches; other ones were not compared this far. */
const isFashion = ({ dataset, model, batchSize, optimizer }: Trial): boolean =>
  dataset.name === 'fashion-mnist' &&
  model.depth === 8 &&
  model.width === 16 &&
  model.activation === 'relu' &&
  batchSize === 128 &&
  optimizer.learningRate === 0.01;

const isXavier = ({ init }: Trial): boolean => init.name === 'xavier-uniform' && init.gain === 1;

const isHousing = ({ dataset, model, batchSize, init, optimizer }: Trial): boolean =>
  dataset.name === 'california-housing' &&
  model.depth === 2 &&
  model.width === 64 &&
  model.activation === 'relu' &&
  batchSize === 32 &&
  init.name === 'torch-default' &&
  optimizer.name === 'adam' &&
  optimizer.learningRate === 0.001;

const by =
  (name: Trial['optimizer']['name']) =>
  (trial: Trial): boolean =>
    isFashion(trial) && isXavier(trial) && trial.optimizer.name === name;

/** What was compared with PyTorch step by step. I1d's small initialisations: 100 steps, end to end. */
const compared: readonly Compared[] = [
  { matches: by('sgd'), steps: 300, tolerance: '1e-5' },
  { matches: by('adam'), steps: 15, tolerance: '1e-4' },
  { matches: by('rmsprop'), steps: 4, tolerance: '1e-4' },
  {
    matches: (trial) =>
      isFashion(trial) &&
      trial.optimizer.name === 'sgd' &&
      trial.init.name === 'uniform' &&
      trial.init.d === 1,
    steps: 30,
    tolerance: '1e-5',
  },
  {
    matches: (trial) =>
      isFashion(trial) &&
      trial.optimizer.name === 'sgd' &&
      trial.init.name === 'uniform' &&
      (trial.init.d === 0.01 || trial.init.d === 0.1),
    steps: 100,
    tolerance: '1e-5',
  },
  { matches: isHousing, steps: 300, tolerance: '1e-5' },
];

export function guarantee(trials: readonly Trial[]): Guarantee {
  const split = trials.some((trial) => /housing|table/.test(trial.dataset.name)) ? 'split, ' : '';
  const exact = `Same ${split}initial weights and batches as PyTorch 2.x on the CPU, bit for bit.`;
  const trained = trials.filter((trial) => trial.epochs > 0);
  if (trained.length === 0) {
    return { exact, losses: 'Losses and gradient norms to 1e-5.' };
  }
  const found = trained.map((trial) => compared.find(({ matches }) => matches(trial)));
  const least = found.reduce<Compared | undefined>(
    (worst, each) =>
      worst === undefined || (each !== undefined && each.steps < worst.steps) ? each : worst,
    found[0],
  );
  if (least === undefined || found.includes(undefined)) {
    return {
      exact,
      losses:
        'Losses agree to rounding, which grows with the steps; these settings were not compared.',
    };
  }
  const each = trained.length === 1 ? '' : ' of every trial';
  return {
    exact,
    losses: `Losses to ${least.tolerance} over the first ${least.steps} steps${each}; after that rounding grows, in two versions of PyTorch as much as here.`,
  };
}
