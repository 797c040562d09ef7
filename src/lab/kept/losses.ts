/**
 * The losses of kept trials. They are the bulk of a run, and few views need them: a page holds those of small runs,
 * and leaves those of large ones on the device until something shows or exports them.
 */
import { throwIfAborted } from '../../base/errors.ts';
import type { TrialState } from '../state.ts';
import { asStored } from './stored-trial.ts';

/** Bytes of losses that a run's page holds: 16 million steps. */
export const lossesBudget = 64e6;

type Losses = Pick<TrialState, 'batchLosses' | 'keptLosses'>;

export const lossCount = ({ batchLosses, keptLosses }: Losses): number =>
  keptLosses?.count ?? batchLosses.length;

export const lossBytes = (trials: readonly Losses[]): number =>
  trials.reduce((sum, trial) => sum + lossCount(trial), 0) * Float32Array.BYTES_PER_ELEMENT;

/**
 * With all losses in memory. Those that are no longer on the device stay empty.
 * Throws LabError `aborted`.
 */
export function withLosses(
  trials: readonly TrialState[],
  signal?: AbortSignal,
): Promise<TrialState[]> {
  return Promise.all(
    trials.map(async (trial) => {
      if (trial.keptLosses === undefined) return trial;
      const { keptLosses, ...others } = trial;
      const losses = await keptLosses.load(signal);
      throwIfAborted(signal);
      return asStored(losses === null ? others : { ...others, batchLosses: losses }, trial);
    }),
  );
}

/** With their losses in memory if together they are within the budget, else as they are. Throws LabError `aborted`. */
export const filled = async (
  trials: readonly TrialState[],
  signal?: AbortSignal,
): Promise<TrialState[]> =>
  lossBytes(trials) <= lossesBudget ? withLosses(trials, signal) : [...trials];
