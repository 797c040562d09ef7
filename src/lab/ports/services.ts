/** The services that the use cases need; the page, the element and Node programs each provide their own. */
import type { Availability } from '../../data/availability.ts';
import type { RealDatasetName } from '../../data/files.ts';
import type { KeptState } from '../../data/kept.ts';
import type { Dataset, DatasetProgress } from '../../protocol/dataset.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { DatasetName, Trial } from '../../document/schema.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { PredictRequest } from '../../protocol/worker-api.ts';
import type { EngineChoice } from '../../catalog/lookup/engine.ts';
import type { KeptLosses, RunState } from '../state.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { RunStore } from './store.ts';

/** How to compute; not part of the experiment. */
export interface MachineOptions {
  readonly engine: EngineChoice;
  /** Null lets the pool choose. */
  readonly workers: number | null;
  /** The same bits on every machine, instead of fused multiply-adds where available. */
  readonly deterministic: boolean;
}

/** Trials in training, from start to end. */
export interface LabRun {
  readonly state: RunState;
  subscribe(listener: (state: RunState) => void): () => void;
  /** Never rejects: errors are in the state. */
  start(): Promise<RunState>;
  cancel(): void;
  pause(): void;
  resume(): void;
  /** Replaces the losses of a finished trial in its states by those on the device. */
  release?(id: string, losses: KeptLosses): void;
}

export interface DatasetOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

export interface InspectOptions extends DatasetOptions {
  /** Whether the first steps of the optimiser are measured as well. */
  readonly steps?: boolean | undefined;
}

/** Training, and the data for it. */
export interface Training {
  /** @param checkpoints keeps trials under way, and knows where they go on; without it they start from the beginning */
  createRun(
    trials: readonly PlannedTrial[],
    machine: MachineOptions,
    checkpoints?: Checkpoints,
  ): LabRun;
  /** Which real datasets are available; throws only when aborted. */
  availability(signal: AbortSignal): Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** A dataset as the workers have it: cached from the last run, or loaded again. */
  dataset(which: DatasetName | DatasetIdentity, options?: DatasetOptions): Promise<Dataset>;
  /** Weights, activations and first batch of a trial before any training. */
  inspect(trial: Trial, options?: InspectOptions): Promise<Inspection>;
  /** The outputs for given rows or a part of the model's dataset, [rows, outputs]. */
  predict(request: PredictRequest, signal: AbortSignal): Promise<Float32Array>;
}

/** The dataset files stored on this device. */
export interface KeptDatasets {
  /** Verifies a dataset's stored files; throws if it cannot, or when aborted. */
  checkKept(name: RealDatasetName, signal: AbortSignal): Promise<KeptState>;
  removeKept(name: RealDatasetName): Promise<void>;
}

/** Trained models. */
export interface Models {
  /** The model that a trial trained here, by its content hash; null if none is stored. */
  model(id: string): Promise<TrainedModel | null>;
  /** Stores a model loaded from a file, next to the one trained here, never in its place. */
  keepModel(model: TrainedModel): Promise<void>;
  /** A trial's model that was loaded from a file; null if there is none. */
  loadedModel(id: string): Promise<TrainedModel | null>;
}

/** The reader's id, from which the seed is derived if an experiment gives each student a seed. */
export interface ReaderId {
  /** Null until one is given. */
  read(): string | null;
  keep(id: string): void;
}

/** What one experiment needs while it is edited and run. */
export interface SessionServices extends Pick<Training, 'createRun' | 'availability' | 'dataset'> {
  readonly reader: ReaderId;
  /** The environment named in results: a browser's user agent, or the Node release. */
  readonly userAgent: string;
  /** The store of finished trials; null if nothing is stored. */
  readonly store: RunStore | null;
}

export interface Preset {
  readonly name: string;
  /** As in its document. */
  readonly title: string;
}

export interface LabServices extends SessionServices, Training, KeptDatasets, Models {
  /** The experiments that the lab comes with. */
  readonly presets: readonly Preset[];
  /** The JSON of a preset, not yet validated. */
  preset(name: string, signal: AbortSignal): Promise<unknown>;
}
