/** A run's state at one moment: an immutable snapshot that pages draw and stores keep. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { TrialError } from '../document/results.ts';
import type { RecordedTrial } from '../formats/results/trial.ts';

/** Losses that are on the device and not in memory. */
export interface KeptLosses {
  /** How many there are. */
  readonly count: number;
  /** [steps]; null if they are no longer there. Throws only LabError `aborted`. */
  load(signal?: AbortSignal): Promise<Float32Array | null>;
}

/** What a document records of a trial, plus its progress. */
export interface TrialState extends RecordedTrial {
  /** Includes the completed fraction of the current step. */
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** What was done before it went on from a checkpoint, in this run. */
  readonly resumed?: { readonly steps: number; readonly seconds: number };
  /** When it was stored, in ms since 1970, if it was not trained now. */
  readonly kept?: number;
  /** Instead of `batchLosses`, which are then empty. See kept/losses.ts. */
  readonly keptLosses?: KeptLosses;
}

export type RunStatus = 'idle' | 'preparing' | 'running' | 'done' | 'cancelled' | 'failed';

export interface RunState {
  readonly status: RunStatus;
  /** Whether it is paused, to be resumed or cancelled; its status is then that before the pause. */
  readonly paused?: boolean;
  readonly trials: readonly TrialState[];
  /** While the dataset is fetched or generated. */
  readonly dataset: DatasetProgress | null;
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** Workers currently training. */
  readonly workers: number;
  readonly secondsElapsed: number;
  /** Estimated from the speed so far; null before there is one. */
  readonly secondsLeft: number | null;
  /** Why the whole run could not continue, such as an unavailable dataset. */
  readonly error: TrialError | null;
  /** Notices although nothing failed, for instance about the dataset's files. */
  readonly notices?: readonly string[];
  /** Shown instead of the status, for instance for a stored run. */
  readonly note?: string;
}
