/** What a run looks like at one moment: an immutable snapshot that pages draw and stores keep. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { PlannedTrial } from '../document/expand.ts';
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  Provenance,
  TrialError,
} from '../document/results.ts';
import type { EngineInfo } from '../protocol/worker-api.ts';

export type TrialRunStatus = 'waiting' | 'running' | 'done' | 'diverged' | 'failed' | 'cancelled';

export interface TrialState {
  readonly plan: PlannedTrial;
  readonly status: TrialRunStatus;
  /** The part of the step under way included. */
  readonly stepsDone: number;
  readonly stepsTotal: number;
  readonly epochs: readonly EpochRecord[];
  /** Every batch's loss so far; grows in place, so look at its length and not at its identity. */
  readonly batchLosses: readonly number[];
  readonly gradientNorms: { readonly loss: number; readonly activations: readonly number[] } | null;
  /** As the trial left the network; only of ReLU, and only of a trial that got to its end. */
  readonly deadUnits?: DeadUnits;
  /** Regression only. */
  readonly baseline?: MeanBaseline;
  /** Classification of a table of one's own only. */
  readonly classes?: ClassCounts;
  /** The hash of what it learnt, see `weightsHash`; only of a trial that got to its end. */
  readonly weights?: string;
  readonly engine: EngineInfo | null;
  /** Where an imported document names an engine that is none of ours: "torch 2.9.0". */
  readonly otherEngine?: string;
  /** Training and evaluation time so far, without waiting. */
  readonly seconds: number;
  readonly error: TrialError | null;
  /** Only of what was not trained here: whether it was verified by training it again. */
  readonly provenance?: Exclude<Provenance, 'here'>;
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
