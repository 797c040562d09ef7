/** What pages need of the machinery below; main.ts gives it, tests give their own. */
import type { MachineOptions } from '../elements/settings-form/events.ts';
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
import type { Installation } from '../../offline/install.ts';
import type { RunState } from '../../lab/state.ts';
import type { Store } from '../../store/store.ts';

/** The part of ExperimentRun that pages use. */
export interface LabRun {
  readonly state: RunState;
  subscribe(listener: (state: RunState) => void): () => void;
  start(): Promise<RunState>;
  cancel(): void;
  pause(): void;
  resume(): void;
}

export interface DatasetOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

export interface Lab {
  createRun(trials: readonly PlannedTrial[], machine: MachineOptions): LabRun;
  /** Which real datasets can be had; throws only when aborted. */
  availability(signal: AbortSignal): Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** Looks over what this browser keeps of a dataset; throws where it cannot, or when aborted. */
  checkKept(name: RealDatasetName, signal: AbortSignal): Promise<KeptState>;
  removeKept(name: RealDatasetName): Promise<void>;
  /** A dataset as the workers have it: kept from the last run, or loaded again. */
  dataset(which: DatasetName | DatasetIdentity, options?: DatasetOptions): Promise<Dataset>;
  /** Weights, activations and first batch of a trial before any training. */
  inspect(trial: Trial, options?: DatasetOptions): Promise<Inspection>;
  /** What a trial has learnt here, by its content hash; null where no model of it is kept. */
  model(id: string): Promise<TrainedModel | null>;
  /** Keeps a model that was brought along: beside what its trial has learnt here, never in its place. */
  keepModel(model: TrainedModel): Promise<void>;
  /** The model of a trial that was brought along; null where there is none. */
  broughtModel(id: string): Promise<TrainedModel | null>;
  /** The outputs for given rows or a part of the model's dataset, [rows, outputs]. */
  predict(request: PredictRequest, signal: AbortSignal): Promise<Float32Array>;
  /** The JSON of a preset, not yet validated. */
  preset(name: string, signal: AbortSignal): Promise<unknown>;
  /** Registers `<a2-experiment>` for a page that shows one; absent where there is no such page. */
  readonly element?: () => Promise<unknown>;
  /** Whether the lab is an app here; absent where nobody looks. */
  readonly installation?: Pick<Installation, 'state' | 'subscribe' | 'ask'>;
  /** Where finished trials are kept; null where this browser has no database. */
  readonly store: Store | null;
}
