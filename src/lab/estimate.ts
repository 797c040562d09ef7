/** Estimates a run's remaining time from its speed so far. */
import { trialCost } from '../document/parameters.ts';
import { hasEnded, isComplete } from '../document/trial-status.ts';
import type { TrialState } from './state.ts';

/** The completed fraction of a trial's work, 0 … 1. */
export function fractionDone(trial: TrialState): number {
  if (hasEnded(trial)) return 1;
  return trial.stepsTotal === 0 ? 0 : trial.stepsDone / trial.stepsTotal;
}

/**
 * Seconds left, or null before there is enough data. The larger of two bounds: all remaining work divided
 * among the workers, and the longest remaining trial, which runs on one worker.
 * What a trial did before it went on from a checkpoint, perhaps on another day, says nothing of the speed now.
 * @param busySeconds the trials' seconds so far, summed
 */
export function secondsLeft(
  trials: readonly TrialState[],
  workers: number,
  busySeconds: number,
): number | null {
  let done = 0;
  let remaining = 0;
  let longest = 0;
  let busy = busySeconds;
  for (const trial of trials) {
    const cost = trialCost(trial.plan.trial);
    const fraction = fractionDone(trial);
    // A diverged or failed trial ended early: its remaining work is dropped, not done.
    if (isComplete(trial) || trial.status === 'running') {
      const { steps = 0, seconds = 0 } = trial.resumed ?? {};
      done += cost * (fraction - steps / Math.max(1, trial.stepsTotal));
      busy -= seconds;
    }
    remaining += cost * (1 - fraction);
    longest = Math.max(longest, cost * (1 - fraction));
  }
  if (remaining === 0) return 0;
  if (done <= 0 || busy < 0.5 || workers < 1) return null;
  const costPerSecond = done / busy;
  return Math.max(remaining / workers, longest) / costPerSecond;
}
