/** Training with its progress on the standard error. */
import type { LabRun, Training } from '../../src/lab/ports/services.ts';
import { isActive } from '../../src/lab/session/merge.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { progressFor } from './progress.ts';

/** More threads than this would be a slip of the keyboard. */
export const maxWorkers = 256;

/** Each run shows its progress from its start to its end. */
export const withProgress = (
  training: Training,
  quiet: boolean,
  label?: (trial: TrialState) => string,
): Training => ({
  ...training,
  createRun: (trials, machine) => showing(training.createRun(trials, machine), quiet, label),
});

function showing(run: LabRun, quiet: boolean, label?: (trial: TrialState) => string): LabRun {
  const progress = progressFor(process.stderr, quiet, label);
  const stop = run.subscribe((state) => {
    progress.show(state);
    if (state.status === 'idle' || isActive(state)) return;
    stop();
    progress.end();
  });
  return run;
}
