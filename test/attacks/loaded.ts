/** Imported results as a page shows them. */
import { parseExperiment } from '../../src/document/parse.ts';
import type { TrialState } from '../../src/lab/state.ts';
import type { StoredRun } from '../../src/lab/kept/stored-run.ts';
import { stateOf } from '../../src/lab/kept/stored-trial.ts';
import type { StoredTrial } from '../../src/lab/kept/trial-schema.ts';

export function loadStates(run: StoredRun, trials: ReadonlyMap<string, StoredTrial>): TrialState[] {
  const parsed = parseExperiment(run.experiment);
  if (!parsed.ok) throw new Error(`An imported run is not valid: ${parsed.issues[0]?.message}`);
  return parsed.trials.flatMap((plan) => {
    const key = run.trials.find(({ id }) => id === plan.id)?.key ?? '';
    const stored = trials.get(key);
    return stored === undefined ? [] : [stateOf(stored, plan)];
  });
}
