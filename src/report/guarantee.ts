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

const isSgd = ({ optimizer }: Trial): boolean =>
  optimizer.name === 'sgd' && optimizer.learningRate <= 0.01 && optimizer.momentum === 0;

/** What was compared with PyTorch step by step, the most particular first. */
const compared: readonly Compared[] = [
  {
    matches: (trial) => isSgd(trial) && trial.init.name === 'uniform' && trial.init.d >= 1,
    steps: 30,
    tolerance: '1e-5',
  },
  { matches: isSgd, steps: 300, tolerance: '1e-5' },
  {
    matches: ({ optimizer, dataset }) =>
      optimizer.name === 'adam' &&
      dataset.name.includes('housing') &&
      optimizer.learningRate <= 0.001,
    steps: 300,
    tolerance: '1e-5',
  },
  { matches: ({ optimizer }) => optimizer.name === 'adam', steps: 15, tolerance: '1e-4' },
  { matches: ({ optimizer }) => optimizer.name === 'rmsprop', steps: 4, tolerance: '1e-4' },
];

export function guarantee(trials: readonly Trial[]): Guarantee {
  const split = trials.some((trial) => trial.dataset.name.includes('housing')) ? 'split, ' : '';
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
