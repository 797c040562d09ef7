/** The interface of the pool that trains trials. */
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
  /** Base URL of the published datasets, absolute, ending in '/'. */
  readonly datasetBase: string;
  /** null or omitted: as many as make sense. Never more than two on a GPU. */
  readonly workers?: number | null;
  readonly signal?: AbortSignal;
  /** While on, pauses all running trials and starts no others. */
  readonly pause?: PauseSwitch;
  readonly onDataset?: (progress: DatasetProgress) => void;
  readonly onEvent?: (id: string, event: TrialEvent) => void;
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
    options: DatasetOptions & { readonly datasetBase: string },
  ): Promise<Inspection>;
  predict(
    request: PredictRequest,
    options: { readonly datasetBase: string; readonly signal?: AbortSignal },
  ): Promise<Float32Array>;
}
