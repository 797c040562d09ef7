/** The interface of the pool that trains trials. */
import type { Checkpoint, CheckpointSettings } from '../../protocol/checkpoint.ts';
import type { Dataset, DatasetProgress } from '../../protocol/dataset.ts';
import type { Trial } from '../../document/schema.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { LabError } from '../../base/errors.ts';
import type { DatasetRequest, PredictRequest, TrialEvent } from '../../protocol/worker-api.ts';
import type { EngineChoice } from '../../catalog/lookup/engine.ts';
import type { PauseSwitch } from '../pause.ts';
import type { DatasetOptions, InspectOptions } from './services.ts';

export interface Job {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
  /**
   * Where the trial may go on; asked when a worker starts it, which then owns the memory. Null if there is
   * nothing. Throws only LabError `aborted`.
   */
  readonly from?: (signal?: AbortSignal) => Promise<Checkpoint | null>;
}

export interface JobOptions {
  readonly engine: EngineChoice;
  /** As in TrialRequest; true when left out. */
  readonly deterministic?: boolean;
  /** Base URL of the published datasets, absolute, ending in '/'. */
  readonly datasetBase: string;
  /** null or omitted: as many as make sense. Never more than two on a GPU. */
  readonly workers?: number | null;
  readonly signal?: AbortSignal;
  /** While on, pauses all running trials and starts no others. */
  readonly pause?: PauseSwitch;
  readonly onDataset?: (progress: DatasetProgress) => void;
  readonly onEvent?: (id: string, event: TrialEvent) => void;
  /**
   * Whether a trial may start, asked when a worker is free for it. One that may not is left out without being settled.
   * Throws only LabError `aborted`.
   */
  readonly mayStart?: (id: string) => Promise<boolean>;
  /** When trials take checkpoints; null or omitted: never. */
  readonly checkpoints?: CheckpointSettings | null;
  /**
   * Receives a trial's checkpoint after all events before it; the trial waits for the promise. On abort, trials
   * under way first stop and take one, or are given up after half a second.
   */
  readonly onCheckpoint?: (id: string, checkpoint: Checkpoint) => Promise<void>;
  /** Called once for every job: null if its trial ended by itself, finished or diverged. */
  readonly onSettled?: (id: string, error: LabError | null) => void;
}

export interface DatasetSource {
  /**
   * A dataset, loaded by a worker the first time and cached from then on. Throws LabError: one of the
   * dataset codes, `aborted`, or `worker-crashed`.
   */
  loadDataset(which: Omit<DatasetRequest, 'shared'>, options?: DatasetOptions): Promise<Dataset>;
}

export interface TrialPool extends DatasetSource {
  /** Trains all jobs; rejects, after settling every job, only if nothing can be trained at all. */
  run(jobs: readonly Job[], options: JobOptions): Promise<void>;
  inspect(
    trial: Trial,
    options: InspectOptions & { readonly datasetBase: string },
  ): Promise<Inspection>;
  predict(
    request: PredictRequest,
    options: { readonly datasetBase: string; readonly signal?: AbortSignal },
  ): Promise<Float32Array>;
}
