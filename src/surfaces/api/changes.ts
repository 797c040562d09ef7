/** From one snapshot of a run to the next: what has happened between them, as events. */
import { hasEnded } from '../../document/trial-status.ts';
import { trialResult } from '../../formats/results/trial.ts';
import type { RunState, TrialState } from '../../lab/state.ts';
import { wholeFraction } from '../../text/run.ts';
import type { ExperimentEvent, RunProgress, TrialSummary } from './events.ts';

export const summaryOf = ({ plan }: TrialState): TrialSummary => ({
  id: plan.id,
  values: plan.values,
});

export const progressOf = (state: RunState): RunProgress => ({
  // What is fetched before has an event of its own, and must not run the whole back to nothing.
  fraction: state.status === 'preparing' ? 0 : wholeFraction(state),
  stepsDone: Math.floor(state.stepsDone),
  stepsTotal: state.stepsTotal,
  secondsLeft: state.secondsLeft,
});

/** Remembers what was told; each epoch and each settled trial is told once. */
export class Changes {
  readonly #epochs = new Map<string, number>();
  readonly #settled = new Set<string>();

  next(state: RunState): ExperimentEvent[] {
    const events: ExperimentEvent[] = [];
    if (state.status === 'preparing' && state.dataset !== null) {
      events.push({ type: 'dataset', progress: state.dataset });
    }
    for (const trial of state.trials) {
      const { id } = trial.plan;
      for (const record of trial.epochs.slice(this.#epochs.get(id) ?? 0)) {
        events.push({ type: 'epoch', trial: summaryOf(trial), record });
      }
      this.#epochs.set(id, trial.epochs.length);
      if (!hasEnded(trial) || this.#settled.has(id)) continue;
      this.#settled.add(id);
      events.push({ type: 'trial', result: trialResult(trial) });
    }
    events.push({ type: 'progress', ...progressOf(state) });
    return events;
  }
}
