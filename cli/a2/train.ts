/** Training with progress on standard error. */
import type { LabRun, Training } from '../../src/lab/ports/services.ts';
import { isActive } from '../../src/lab/session/merge.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { progressFor } from './progress.ts';

/** More threads than this are probably a typo. */
export const maxWorkers = 256;

/** Wraps a training so that each run shows its progress. */
export const withProgress = (
  training: Training,
  quiet: boolean,
  label?: (trial: TrialState) => string,
): Training => ({
  ...training,
  createRun: (trials, machine) =>
    withProgressShown(training.createRun(trials, machine), quiet, label),
});

function withProgressShown(
  run: LabRun,
  quiet: boolean,
  label?: (trial: TrialState) => string,
): LabRun {
  const progress = progressFor(process.stderr, quiet, label);
  const stop = run.subscribe((state) => {
    progress.show(state);
    if (state.status === 'idle' || isActive(state)) return;
    stop();
    progress.end();
  });
  return run;
}
