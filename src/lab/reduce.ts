/** Reduces a trial's events to its state; pure, so that it can be tested and replayed. */
import type { PlannedTrial } from '../document/expand.ts';
import { trialSteps } from '../document/parameters.ts';
import { statusAfter } from '../document/trial-status.ts';
import { appended } from '../base/appended.ts';
import { divergenceError } from '../formats/results/divergence.ts';
import type { ErrorData } from '../base/errors.ts';
import type { TrialEvent } from '../protocol/worker-api.ts';
import type { KeptLosses, TrialState } from './state.ts';

export function waitingTrial(plan: PlannedTrial): TrialState {
  return {
    plan,
    status: 'waiting',
    stepsDone: 0,
    stepsTotal: trialSteps(plan.trial),
    epochs: [],
    batchLosses: new Float32Array(0),
    gradientNorms: null,
    engine: null,
    seconds: 0,
    error: null,
  };
}

export function afterEvent(state: TrialState, event: TrialEvent): TrialState {
  switch (event.type) {
    case 'start':
      // Also sent when a lost device restarts the trial, which resets everything.
      return { ...waitingTrial(state.plan), status: 'running', engine: event.engine };
    case 'batches': {
      const stepsDone = event.step + event.fraction;
      if (!state.plan.trial.measure.batchLosses) return { ...state, stepsDone };
      // A document would turn −0 into 0, with another hash, so normalise it here.
      const losses = event.losses.map((loss) => loss + 0);
      return { ...state, stepsDone, batchLosses: appended(state.batchLosses, losses) };
    }
    case 'evaluating':
    case 'checkpoint':
      return state;
    case 'epoch':
      return { ...state, epochs: [...state.epochs, event.record], seconds: event.seconds };
    case 'gradient-norms':
      return { ...state, gradientNorms: { loss: event.loss, activations: event.activations } };
    case 'baseline':
      return { ...state, baseline: event.baseline, targets: event.targets };
    case 'classes':
      return { ...state, classes: event.classes };
    case 'dead-units':
      return { ...state, deadUnits: event.deadUnits };
    case 'diverged': {
      const { step, loss } = event;
      const divergence = { step, loss };
      return { ...state, status: 'diverged', error: divergenceError(divergence), divergence };
    }
    case 'model':
      // Parameters are large and snapshots frequent, so ExperimentRun passes them on separately.
      return { ...state, weights: event.hash };
    case 'done':
      return { ...state, seconds: event.seconds };
    default:
      return event satisfies never;
  }
}

/** The trial's final state; `error` is null if it ended by itself. */
export function settled(state: TrialState, error: ErrorData | null): TrialState {
  const status = statusAfter(state, error);
  if (status === state.status) return state;
  if (error === null || status === 'cancelled') return { ...state, status };
  return { ...state, status, error: { code: error.code, message: error.message } };
}

/** The same trial without its losses in memory. */
export const released = (trial: TrialState, keptLosses: KeptLosses): TrialState => ({
  ...trial,
  batchLosses: new Float32Array(0),
  keptLosses,
});
