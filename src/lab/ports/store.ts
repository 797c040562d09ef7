/** Where runs and finished trials are kept: what the use cases ask of it. */
import type { StoredRun } from '../kept/stored-run.ts';
import type { StoredTrial } from '../kept/stored-trial.ts';

/** Where a run is: kept, or lost with a database that was deleted, or never written to any. */
export type KeptStatus = 'kept' | 'lost' | 'never written';

export interface NewTrial {
  readonly key: string;
  readonly stored: StoredTrial;
  /** Of one that was read from the store: it is written only where it is no longer there. */
  readonly again?: boolean;
}

/** Nothing of it throws: what could not be read is not there, and `problem` says why. */
export interface RunStore {
  /** Why something was not kept or could not be read, in words; '' for nothing. */
  readonly problem: string;
  /** Says what could not be kept. */
  report(problem: string): void;
  /** Calls back after changes by whomever, and when `problem` changes. Returns the way to stop it. */
  subscribe(listener: () => void): () => void;
  /** Aborted once it is closed. */
  readonly closed: AbortSignal;
  /** Null where there is none, or where it is damaged. */
  trial(key: string): Promise<StoredTrial | null>;
  /** All runs, the latest first. */
  runs(): Promise<StoredRun[]>;
  run(id: string): Promise<StoredRun | null>;
  /** Writes a run with, at once, trials of its own. Returns whether it is kept. */
  add(run: StoredRun, trials?: ReadonlyMap<string, StoredTrial>): Promise<boolean>;
  /**
   * Changes a run as it is now, another may have renamed it, and writes one of its trials with it or
   * neither. A run that was deleted meanwhile stays deleted. Returns whether it could write.
   */
  change(id: string, change: (run: StoredRun) => StoredRun, trial?: NewTrial): Promise<boolean>;
  /** Of a run that was given to `add` or `change` here. One that a person deleted counts as kept. */
  whereabouts(id: string): KeptStatus;
  /** Calls back when the store can be used after all. Returns the way to stop it. */
  whenLate(listener: () => void): () => void;
  /** Claims on trials whose results will be kept here. */
  claims(): Promise<Claims>;
}

/** Which of several users of one store trains a trial, so that no other trains it too. */
export interface Claims {
  /** Whether it is held here. */
  has(key: string): boolean;
  /** Claims a trial where nobody has it. Returns whether it may be trained here now. */
  take(key: string): Promise<boolean>;
  /** Claims a trial as soon as whoever has it is through with it. Throws LabError `aborted`. */
  wait(key: string, signal: AbortSignal): Promise<void>;
  /** Lets a trial go to whoever waits for it. */
  release(key: string): void;
  releaseAll(): void;
}
