/** Turns a document's trial into a state that a run shows. */
import { stepsPerEpoch } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import type { RecordedTrial } from '../formats/results/trial.ts';
import { waitingTrial } from './reduce.ts';
import type { TrialState } from './state.ts';

/** Reconstructs the number of steps, which a document does not contain. */
export function trialStateOf(recorded: RecordedTrial): TrialState {
  const { plan, batchLosses, epochs } = recorded;
  const waiting = waitingTrial(plan);
  const { stepsTotal } = waiting;
  const steps = Math.max(batchLosses.length, epochs.length * stepsPerEpoch(plan.trial));
  const stepsDone = isComplete(recorded) ? stepsTotal : Math.min(steps, stepsTotal);
  return { ...waiting, ...recorded, stepsDone };
}
