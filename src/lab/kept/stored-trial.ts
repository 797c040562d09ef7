/** A finished trial as it is kept and shown; new-trial.ts makes it, trial-schema.ts reads it. */
import type { PlannedTrial } from '../../document/expand.ts';
import { withDivergence } from '../../formats/results/divergence.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { waitingTrial } from '../reduce.ts';
import type { KeptLosses, TrialState } from '../state.ts';
import type { StoredTrial } from './trial-schema.ts';

/** The same as a store gives it: its losses stay on the device until they are asked for. */
export interface KeptTrial extends Omit<StoredTrial, 'losses'> {
  readonly losses: KeptLosses;
}

export function engineOf(stored: NonNullable<StoredTrial['engine']>): EngineInfo {
  const { name, reason, device, revision } = stored;
  return {
    name,
    reason,
    ...(device === undefined ? {} : { device }),
    ...(revision === undefined ? {} : { revision }),
  };
}

export interface Circumstances {
  /** The dataset's checksum. */
  readonly dataset: string;
  readonly userAgent: string;
  readonly lab?: string;
  /** In ms since 1970. */
  readonly at: number;
}

/** Circumstances of states read from the store. */
const circumstances = new WeakMap<TrialState, Circumstances>();

/** Null for a state that was computed on this page instead of read from the store. */
export const circumstancesOf = (state: TrialState): Circumstances | null =>
  circumstances.get(state) ?? null;

/** The new state, which differs in how it is shown, with the circumstances of the one that it was made from. */
export function asStored(made: TrialState, from: TrialState): TrialState {
  const known = circumstances.get(from);
  if (known !== undefined) circumstances.set(made, known);
  return made;
}

/** The state as a run shows it, marked as kept; `plan` has the values of the showing experiment. */
export function stateOf(stored: StoredTrial | KeptTrial, plan: PlannedTrial): TrialState {
  const { losses } = stored;
  const state: TrialState = {
    ...waitingTrial(plan),
    ...stored.state,
    plan,
    engine: stored.engine === null ? null : engineOf(stored.engine),
    ...(losses instanceof Float32Array ? { batchLosses: losses } : { keptLosses: losses }),
    ...(stored.state.divergence === undefined ? withDivergence(stored.state.error) : {}),
    kept: stored.at,
  };
  const { dataset, userAgent, lab, at } = stored;
  circumstances.set(state, { dataset, userAgent, lab, at });
  return state;
}
