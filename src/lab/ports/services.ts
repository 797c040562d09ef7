/** What the use cases need of the machinery around them: a page, an element, a program of Node each gives its own. */
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
import type { RunState } from '../state.ts';
import type { RunStore } from './store.ts';

/** How to compute, which is no part of the experiment. */
export interface MachineOptions {
  readonly engine: EngineChoice;
  /** Null lets the pool choose. */
  readonly workers: number | null;
  /** The same bits on every machine, instead of fused multiply-adds where there are any. */
  readonly deterministic: boolean;
}

/** Trials in training, from start to end. */
export interface LabRun {
  readonly state: RunState;
  subscribe(listener: (state: RunState) => void): () => void;
  /** Resolves in every case: what went wrong is in the state. */
  start(): Promise<RunState>;
  cancel(): void;
  pause(): void;
  resume(): void;
}

export interface DatasetOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

/** What trains, and the data that it trains on. */
export interface Training {
  createRun(trials: readonly PlannedTrial[], machine: MachineOptions): LabRun;
  /** Which real datasets can be had; throws only when aborted. */
  availability(signal: AbortSignal): Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** A dataset as the workers have it: kept from the last run, or loaded again. */
  dataset(which: DatasetName | DatasetIdentity, options?: DatasetOptions): Promise<Dataset>;
  /** Weights, activations and first batch of a trial before any training. */
  inspect(trial: Trial, options?: DatasetOptions): Promise<Inspection>;
  /** The outputs for given rows or a part of the model's dataset, [rows, outputs]. */
  predict(request: PredictRequest, signal: AbortSignal): Promise<Float32Array>;
}

/** The files of datasets that are kept on this device. */
export interface KeptDatasets {
  /** Looks over what is kept of a dataset; throws where it cannot, or when aborted. */
  checkKept(name: RealDatasetName, signal: AbortSignal): Promise<KeptState>;
  removeKept(name: RealDatasetName): Promise<void>;
}

/** What trials have learnt. */
export interface Models {
  /** What a trial has learnt here, by its content hash; null where no model of it is kept. */
  model(id: string): Promise<TrainedModel | null>;
  /** Keeps a model that was brought along: beside what its trial has learnt here, never in its place. */
  keepModel(model: TrainedModel): Promise<void>;
  /** The model of a trial that was brought along; null where there is none. */
  loadedModel(id: string): Promise<TrainedModel | null>;
}

/** The reader's id, from which the seed follows where an experiment gives each student a seed. */
export interface ReaderId {
  /** Null as long as none was given. */
  read(): string | null;
  keep(id: string): void;
}

/** What one experiment, as it is edited and run, needs. */
export interface SessionServices extends Pick<Training, 'createRun' | 'availability' | 'dataset'> {
  readonly reader: ReaderId;
  /** What the results say that they were computed in: a browser's user agent, or the release of Node. */
  readonly userAgent: string;
  /** Where finished trials are kept; null where nothing is. */
  readonly store: RunStore | null;
}

export interface LabServices extends SessionServices, Training, KeptDatasets, Models {
  /** Names of the experiments that the lab comes with. */
  readonly presets: readonly string[];
  /** The JSON of a preset, not yet validated. */
  preset(name: string, signal: AbortSignal): Promise<unknown>;
}
