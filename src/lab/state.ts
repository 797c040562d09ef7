/** What a run looks like at one moment: an immutable snapshot that pages draw and stores keep. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { TrialError } from '../document/results.ts';
import type { RecordedTrial } from '../formats/results/trial.ts';

/** What a document records of a trial, and how far it is. */
export interface TrialState extends RecordedTrial {
  /** The part of the step under way included. */
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** When it was kept, in ms since 1970, where it was not trained now. */
  readonly kept?: number;
}

export type RunStatus = 'idle' | 'preparing' | 'running' | 'done' | 'cancelled' | 'failed';

export interface RunState {
  readonly status: RunStatus;
  /** Whether it stands still, to be resumed or cancelled; its status is then that of before. */
  readonly paused?: boolean;
  readonly trials: readonly TrialState[];
  /** While the dataset is fetched or generated. */
  readonly dataset: DatasetProgress | null;
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** Workers at work now. */
  readonly workers: number;
  readonly secondsElapsed: number;
  /** Estimated from the speed so far; null before there is one. */
  readonly secondsLeft: number | null;
  /** Why the run as a whole could not go on, a dataset that cannot be had for instance. */
  readonly error: TrialError | null;
  /** What a person may want to know although nothing failed, of the dataset's files for instance. */
  readonly notices?: readonly string[];
  /** Said in place of what the status says, of a run that was kept for instance. */
  readonly note?: string;
}
