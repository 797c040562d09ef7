/** The interface of the store of runs and finished trials. */
import type { Entry } from '../kept/run-schema.ts';
import type { ListedRun, StoredRun } from '../kept/stored-run.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { Machine } from '../kept/expected.ts';
import type { KeptLosses } from '../state.ts';
import type { KeptTrial } from '../kept/stored-trial.ts';
import type { StoredTrial } from '../kept/trial-schema.ts';

import type { KeptCheckpoints } from './checkpoints.ts';

/** Whether a run is kept, lost with a deleted database, or never written. */
export type KeptStatus = 'kept' | 'lost' | 'never written';

/** A trial's results to be looked for: equal keys, equal bits. */
export interface WantedTrial {
  readonly key: string;
  /** The trial's content hash. */
  readonly id: string;
}

export interface LossesRecord {
  readonly count: number;
  /** `lossesHash` of them. */
  readonly sha256: string;
}

/** One trial of a run with its results, as they are written. */
export interface FinishedTrial {
  /** Its place in the run. */
  readonly index: number;
  readonly entry: Entry & { readonly key: string };
  readonly stored: StoredTrial;
  /** For a trial that was read from the store: write it only if it is no longer there. */
  readonly again?: boolean;
}

/** Never throws: unreadable values count as missing, and `problem` says why. */
export interface RunStore {
  /** Why something was not stored or could not be read, as text; '' if nothing. */
  readonly problem: string;
  /** Reports what could not be stored. */
  report(problem: string): void;
  /** Calls back after changes by any tab, and when `problem` changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** Aborted once it is closed. */
  readonly closed: AbortSignal;
  /** In the same order; null if missing or unreadable. After an abort, those that are not read yet count as missing. */
  trials(
    wanted: readonly WantedTrial[],
    signal?: AbortSignal,
  ): Promise<(StoredTrial | KeptTrial | null)[]>;
  /** The losses of a stored trial, to be read when they are needed. */
  losses(key: string, record: LossesRecord): KeptLosses;
  /** All runs, the latest first. */
  runs(): Promise<ListedRun[]>;
  run(id: string): Promise<StoredRun | null>;
  /** Writes a run and its trials in one transaction. Returns whether it is stored. */
  add(run: StoredRun, trials?: ReadonlyMap<string, StoredTrial>): Promise<boolean>;
  /**
   * Writes one trial of a run with its results, and nothing else of the run. A run deleted meanwhile stays deleted,
   * and its trial is not written. Returns whether it could write.
   */
  append(id: string, trial: FinishedTrial): Promise<boolean>;
  /**
   * Changes a run's current state: another tab may have renamed it. Writes those of its trials that `change`
   * replaces. A run deleted meanwhile stays deleted. Returns whether it could write.
   */
  change(id: string, change: (run: StoredRun) => StoredRun): Promise<boolean>;
  /** For a run that was passed to `add`, `append` or `change` here. One that a person deleted counts as kept. */
  whereabouts(id: string): KeptStatus;
  /** Calls back when the store becomes usable late. Returns a function that unsubscribes. */
  whenLate(listener: () => void): () => void;
  /** Trials under way, as this machine would train them. */
  checkpoints(
    machine: Machine,
    checksum: (dataset: DatasetIdentity) => Promise<string>,
  ): Promise<KeptCheckpoints>;
  /** Claims on trials whose results will be stored here. */
  claims(): Promise<Claims>;
  /** Where several may train on one store at a time and are shown to a person. */
  runLocks?(): Promise<RunLocks>;
}

/** Which runs are being trained now, by anyone who uses the store. */
export interface RunLocks {
  /** Says that a run is trained here. Returns a function that ends it. */
  hold(id: string): Promise<() => void>;
  /** Those of the runs that are trained now. */
  held(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Resolves once nobody trains the run any more. Throws LabError `aborted`. */
  ended(id: string, signal: AbortSignal): Promise<void>;
}

/** Coordinates users of one store, so that each trial is trained only once. */
export interface Claims {
  /** Whether it is held here. */
  has(key: string): boolean;
  /** Claims a trial if nobody has it. Returns whether it may be trained here now. */
  take(key: string): Promise<boolean>;
  /** Claims a trial as soon as its current holder releases it. Throws LabError `aborted`. */
  wait(key: string, signal: AbortSignal): Promise<void>;
  /** Releases a trial to the next waiter. */
  release(key: string): void;
  releaseAll(): void;
}
