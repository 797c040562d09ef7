/** Finds trials that need no training because results with the same bits are stored. */
import { knownChecksum } from '../../data/checksums.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { pauses } from '../../base/event-loop.ts';
import { keyOfTrial } from '../../formats/artefact/key.ts';
import { throwIfAborted } from '../../base/errors.ts';
import type { RunStore } from '../ports/store.ts';
import type { TrialState } from '../state.ts';
import { expectedBits, type Machine } from './expected.ts';
import { filled } from './losses.ts';
import { stateOf } from './stored-trial.ts';

/** The key of the results that a trial would give here; null if known only after the engine starts. */
async function sharedKey({ id, trial }: PlannedTrial, machine: Machine): Promise<string | null> {
  const dataset = knownChecksum(trial.dataset);
  const bits = await expectedBits(trial, machine);
  return dataset === null || bits === null ? null : keyOfTrial(id, trial, bits, dataset);
}

/** The same for many, with pauses: hashes of thousands of trials take a while. Throws LabError `aborted`. */
export async function* sharedKeys(
  plans: readonly PlannedTrial[],
  machine: Machine,
  signal: AbortSignal,
): AsyncGenerator<{ readonly plan: PlannedTrial; readonly key: string | null }> {
  const pause = pauses();
  for (const plan of plans) {
    await pause();
    throwIfAborted(signal);
    yield { plan, key: await sharedKey(plan, machine) };
  }
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
  const wanted: { readonly plan: PlannedTrial; readonly key: string }[] = [];
  for await (const { plan, key } of sharedKeys(plans, machine, signal)) {
    if (key !== null) wanted.push({ plan, key });
  }
  const stored = await store.trials(
    wanted.map(({ plan, key }) => ({ key, id: plan.id })),
    signal,
  );
  throwIfAborted(signal);
  const found = stored.flatMap((each, at) =>
    each === null ? [] : [stateOf(each, wanted[at]!.plan)],
  );
  return filled(found, signal);
}
