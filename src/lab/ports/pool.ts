/** Where trials are trained: what the use cases ask of it. */
import type { Dataset, DatasetProgress } from '../../protocol/dataset.ts';
import type { Trial } from '../../document/schema.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { LabError } from '../../base/errors.ts';
import type { DatasetRequest, PredictRequest, TrialEvent } from '../../protocol/worker-api.ts';
import type { EngineChoice } from '../../catalog/lookup/engine.ts';
import type { PauseSwitch } from '../pause.ts';
import type { DatasetOptions } from './services.ts';

export interface Job {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
}

export interface JobOptions {
  readonly engine: EngineChoice;
  /** As in TrialRequest; true when left out. */
  readonly deterministic?: boolean;
  /** Where the published datasets lie, an absolute URL ending in '/'. */
  readonly datasetBase: string;
  /** null or left out: as many as make sense. At most two work on a GPU in any case. */
  readonly workers?: number | null;
  readonly signal?: AbortSignal;
  /** Holds all trials where they are, and the next ones back, while it is on. */
  readonly pause?: PauseSwitch;
  readonly onDataset?: (progress: DatasetProgress) => void;
  readonly onEvent?: (id: string, event: TrialEvent) => void;
  /** Once for every job: null when its trial ended by itself, finished or diverged. */
  readonly onSettled?: (id: string, error: LabError | null) => void;
}

export interface DatasetSource {
  /**
   * A dataset, loaded by a worker the first time and kept from then on. Throws LabError: one of the
   * dataset codes, `aborted`, or `worker-crashed`.
   */
  loadDataset(which: Omit<DatasetRequest, 'shared'>, options?: DatasetOptions): Promise<Dataset>;
}

export interface TrialPool extends DatasetSource {
  /** Trains all jobs; rejects, after settling every job, only where nothing can be trained at all. */
  run(jobs: readonly Job[], options: JobOptions): Promise<void>;
  inspect(
    trial: Trial,
    options: DatasetOptions & { readonly datasetBase: string },
  ): Promise<Inspection>;
  predict(
    request: PredictRequest,
    options: { readonly datasetBase: string; readonly signal?: AbortSignal },
  ): Promise<Float32Array>;
}
