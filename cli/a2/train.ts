/** A run of trials with its progress on the standard error. */
import type { PlannedTrial } from '../../src/document/expand.ts';
import type { Pool } from '../../src/pool/pool.ts';
import { ExperimentRun, type RunOptions } from '../../src/lab/experiment-run.ts';
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { progressFor } from './progress.ts';

/** More threads than this would be a slip of the keyboard. */
export const mostWorkers = 256;

/** Trains with progress on the standard error. Resolves in every case: what went wrong is in the state. */
export async function train(
  trials: readonly PlannedTrial[],
  options: RunOptions,
  pool: Pool,
  signal: AbortSignal,
  quiet: boolean,
  label?: (trial: TrialState) => string,
): Promise<RunState> {
  const run = new ExperimentRun(trials, options, pool);
  const progress = progressFor(process.stderr, quiet, label);
  const cancel = () => run.cancel();
  const stop = run.subscribe((state) => progress.show(state));
  signal.addEventListener('abort', cancel);
  try {
    return await run.start();
  } finally {
    signal.removeEventListener('abort', cancel);
    stop();
    progress.end();
  }
}
