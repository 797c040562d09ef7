/** Finds trials that need no training because results with the same bits are stored. */
import { knownChecksum } from '../../data/checksums.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { throwIfAborted } from '../../base/errors.ts';
import type { RunStore } from '../ports/store.ts';
import type { TrialState } from '../state.ts';
import { expectedBits, type Machine } from './expected.ts';
import { stateOf, trialKey } from './stored-trial.ts';

/** The key of the results that a trial would give here; null if known only after the engine starts. */
export async function sharedKey(
  { id, trial }: PlannedTrial,
  machine: Machine,
): Promise<string | null> {
  const dataset = knownChecksum(trial.dataset);
  const bits = await expectedBits(trial, machine);
  return dataset === null || bits === null ? null : trialKey(id, bits, dataset);
}

/**
 * The stored states of trials that would give the same bits. Throws LabError `aborted`.
 */
export async function keptTrials(
  store: RunStore,
  plans: readonly PlannedTrial[],
  machine: Machine,
  signal: AbortSignal,
): Promise<TrialState[]> {
  const found: TrialState[] = [];
  for (const plan of plans) {
    throwIfAborted(signal);
    const key = await sharedKey(plan, machine);
    const stored = key === null ? null : await store.trial(key);
    if (stored !== null) found.push(stateOf(stored, plan));
  }
  throwIfAborted(signal);
  return found;
}
