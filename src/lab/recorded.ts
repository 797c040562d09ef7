/** A trial that a document records, as a run shows it. */
import { stepsPerEpoch } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import type { RecordedTrial } from '../formats/results/trial.ts';
import { waitingTrial } from './reduce.ts';
import type { TrialState } from './state.ts';

/** With the steps that it must have done: a document does not count them. */
export function trialStateOf(recorded: RecordedTrial): TrialState {
  const { plan, batchLosses, epochs } = recorded;
  const waiting = waitingTrial(plan);
  const { stepsTotal } = waiting;
  const steps = Math.max(batchLosses.length, epochs.length * stepsPerEpoch(plan.trial));
  const stepsDone = isComplete(recorded) ? stepsTotal : Math.min(steps, stepsTotal);
  return { ...waiting, ...recorded, stepsDone };
}
