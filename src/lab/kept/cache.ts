/** Which trials need no training: results of the same bits are kept. */
import { knownChecksum } from '../../data/checksums.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { throwIfAborted } from '../../base/errors.ts';
import type { RunStore } from '../ports/store.ts';
import type { TrialState } from '../state.ts';
import { expectedBits, type Machine } from './expected.ts';
import { stateOf, trialKey } from './stored-trial.ts';

/** The key of the results that a trial would come to here; null where that shows only at the start. */
export async function sharedKey(
  { id, trial }: PlannedTrial,
  machine: Machine,
): Promise<string | null> {
  const dataset = knownChecksum(trial.dataset);
  const bits = await expectedBits(trial, machine);
  return dataset === null || bits === null ? null : trialKey(id, bits, dataset);
}

/**
 * The kept states of those trials that would come to the same bits. Throws LabError `aborted`.
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
