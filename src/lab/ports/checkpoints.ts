/** The interface through which a run keeps and finds its trials under way. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Place } from '../../formats/artefact/names.ts';
import type { Checkpoint } from '../../protocol/checkpoint.ts';
import type { TrialState } from '../state.ts';

export interface UnderWay {
  readonly checkpoint: Checkpoint;
  /** All that was recorded up to it. */
  readonly state: TrialState;
}

export interface Checkpoints {
  /** The latest that can be read; null if there is none. Throws only LabError `aborted`. */
  latest(plan: PlannedTrial, signal?: AbortSignal): Promise<UnderWay | null>;
  /** Resolves once it is kept, or refused and reported. Never throws. */
  keep(underWay: UnderWay): Promise<void>;
}

/** Those of one store, to be offered to a person. Never throws. */
export interface KeptCheckpoints extends Checkpoints {
  /** Where trials would go on, by their ids. Those that another tab trains are left out. */
  places(plans: readonly PlannedTrial[]): Promise<ReadonlyMap<string, Place>>;
  /**
   * Resolves once another tab no longer trains one of those that `places` left out, at once if it no longer does now;
   * to 'none' if none is under way. Throws LabError `aborted`.
   * @param plans those without a place
   */
  given(plans: readonly PlannedTrial[], signal: AbortSignal): Promise<'given' | 'none'>;
  /** How many of these trials are under way only as an earlier lab or another engine trained them. */
  unusable(plans: readonly PlannedTrial[]): Promise<number>;
  /** Removes all of these trials, so that they start from the beginning. */
  discard(plans: readonly PlannedTrial[]): Promise<void>;
}
