/** Derives events from successive snapshots of a run. */
import { hasEnded } from '../../document/trial-status.ts';
import { trialResult } from '../../formats/results/trial.ts';
import { plainTrial } from '../../formats/results/write.ts';
import type { RunState, TrialState } from '../../lab/state.ts';
import { wholeFraction } from '../../text/run.ts';
import type { ExperimentEvent, RunProgress, TrialSummary } from './events.ts';

export const summaryOf = ({ plan }: TrialState): TrialSummary => ({
  id: plan.id,
  values: plan.values,
});

export const progressOf = (state: RunState): RunProgress => ({
  // Downloading data has its own event; its progress must not count as the run's.
  fraction: state.status === 'preparing' ? 0 : wholeFraction(state),
  stepsDone: Math.floor(state.stepsDone),
  stepsTotal: state.stepsTotal,
  secondsLeft: state.secondsLeft,
});

/** Remembers what has been reported, so that each epoch and each ended trial is reported once. */
export class Changes {
  readonly #epochs = new Map<string, number>();
  readonly #ended = new Set<string>();

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
      if (!hasEnded(trial) || this.#ended.has(id)) continue;
      this.#ended.add(id);
      events.push({ type: 'trial', result: plainTrial(trialResult(trial)) });
    }
    events.push({ type: 'progress', ...progressOf(state) });
    return events;
  }
}
