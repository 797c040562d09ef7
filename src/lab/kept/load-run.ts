/** Loads stored runs with their trials, for pages that show, export or check them. */
import type { PlannedTrial } from '../../document/expand.ts';
import { parseExperiment } from '../../document/parse.ts';
import type { RunState } from '../state.ts';
import { trialsOf } from './kept.ts';
import type { RunStore } from '../ports/store.ts';
import type { ListedRun, StoredRun } from './stored-run.ts';
import { keptState } from './kept-state.ts';

export interface LoadedRun {
  readonly run: StoredRun;
  readonly plans: readonly PlannedTrial[];
  readonly state: RunState;
}

/** Null if it is no longer kept, or its document is not valid in this version. */
export async function loadRun(
  store: RunStore,
  { id }: Pick<ListedRun, 'id'>,
): Promise<LoadedRun | null> {
  const run = await store.run(id);
  if (run === null) return null;
  const parsed = parseExperiment(run.experiment);
  if (!parsed.ok) return null;
  const kept = await trialsOf(store, run, parsed.trials);
  const state = keptState(parsed.trials, kept, run.seconds, run.imported?.file ?? null);
  return { run, plans: parsed.trials, state };
}
