/** What pages need of the machinery below; main.ts gives it, tests give their own. */
import type { MachineOptions } from '../components/settings-form/events.ts';
import type { Availability } from '../datasets/availability.ts';
import type { RealDatasetName } from '../datasets/files.ts';
import type { Dataset } from '../datasets/types.ts';
import type { PlannedTrial } from '../experiment/expand.ts';
import type { DatasetIdentity } from '../experiment/parameters.ts';
import type { DatasetName } from '../experiment/schema.ts';
import type { RunState } from '../run/state.ts';

/** The part of ExperimentRun that pages use. */
export interface LabRun {
  readonly state: RunState;
  subscribe(listener: (state: RunState) => void): () => void;
  start(): Promise<RunState>;
  cancel(): void;
}

export interface Lab {
  createRun(trials: readonly PlannedTrial[], machine: MachineOptions): LabRun;
  /** Which real datasets can be had; throws only when aborted. */
  availability(signal: AbortSignal): Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** A dataset as the workers have it: kept from the last run, or loaded again. */
  dataset(which: DatasetName | DatasetIdentity): Promise<Dataset>;
  /** The JSON of a preset, not yet validated. */
  preset(name: string, signal: AbortSignal): Promise<unknown>;
}
