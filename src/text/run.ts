/** A run in one line: what it will do, is doing or has done. */
import { count, counted, duration, megabytes } from '../base/numbers.ts';
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { trialSteps } from '../document/parameters.ts';
import { endedEarly, hasEnded, trialEnds, type TrialEnd } from '../document/trial-status.ts';
import type { RunState } from '../lab/state.ts';
import { nameOf } from './labels.ts';

/** Before the start: "4 trials · 9,380 steps". */
export function plannedText(trials: readonly PlannedTrial[]): string {
  const steps = trials.reduce((sum, { trial }) => sum + trialSteps(trial), 0);
  const work = steps === 0 ? 'no training, one batch each' : counted(steps, 'step');
  return `${counted(trials.length, 'trial')} · ${work}`;
}

const phases: Readonly<Record<DatasetProgress['phase'], string>> = {
  cache: 'Reading',
  download: 'Downloading',
  verify: 'Checking',
  inflate: 'Unpacking',
  generate: 'Generating',
};

export function datasetText({ dataset, phase, loaded, total }: DatasetProgress): string {
  const doing = `${phases[phase]} ${nameOf(dataset)}`;
  if (phase !== 'download' || loaded === 0) return doing;
  const of = total === 0 ? '' : ` of ${megabytes(total)}`;
  return `${doing}: ${megabytes(loaded)}${of}`;
}

const endedTrials = (state: RunState): number => state.trials.filter(hasEnded).length;

function earlyEnds(state: RunState): string {
  const early = state.trials.filter(endedEarly);
  const countOf = (status: TrialEnd) => early.filter((trial) => trial.status === status).length;
  return trialEnds
    .flatMap((status) => (countOf(status) === 0 ? [] : [`${countOf(status)} ${status}`]))
    .join(', ');
}

const keptOf = (state: RunState): number =>
  state.trials.filter(({ kept }) => kept !== undefined).length;

function running(state: RunState): string {
  const kept = keptOf(state);
  if (kept > 0) {
    const left = state.trials.length - kept;
    return `${count(kept)} kept, ${count(left)} to train · ${endedTrials(state)}/${counted(state.trials.length, 'trial')}`;
  }
  const steps = `${count(Math.floor(state.stepsDone))}/${counted(state.stepsTotal, 'step')}`;
  if (state.stepsTotal === 0)
    return `${endedTrials(state)}/${counted(state.trials.length, 'trial')}`;
  return state.trials.length === 1
    ? steps
    : `${endedTrials(state)}/${counted(state.trials.length, 'trial')} · ${steps}`;
}

/** While paused, the bar has two buttons and room for only one count. */
const pausedAt = (state: RunState): string =>
  state.trials.length === 1
    ? running(state)
    : `${endedTrials(state)}/${counted(state.trials.length, 'trial')}`;

/** What is happening or has happened, without the time left. */
export function stateText(state: RunState): string {
  const all = state.trials.length;
  const trouble = earlyEnds(state);
  const kept = keptOf(state);
  if (state.note !== undefined) return state.note;
  switch (state.status) {
    case 'idle':
      return plannedText(state.trials.map(({ plan }) => plan));
    case 'preparing':
      return state.dataset === null ? 'Preparing' : datasetText(state.dataset);
    case 'running':
      return state.paused === true ? `Paused at ${pausedAt(state)}` : running(state);
    case 'done':
      if (trouble === '' && kept === all && all > 0) return `${count(all)} kept, none trained here`;
      if (trouble === '' && kept > 0) {
        return `${count(kept)} kept, ${count(all - kept)} trained in ${duration(state.secondsElapsed)}`;
      }
      return trouble === ''
        ? `${counted(all, 'trial')} done in ${duration(state.secondsElapsed)}`
        : `Ended after ${duration(state.secondsElapsed)}: ${trouble}`;
    case 'cancelled':
      return `Cancelled after ${duration(state.secondsElapsed)}; finished epochs are kept`;
    case 'failed':
      return 'Stopped: see the message';
    default:
      return state.status satisfies never;
  }
}

/** The button that trains what an interrupted run lacks. */
export const restText = (many: number): string =>
  many === 1 ? 'Train the remaining one' : `Train the remaining ${many}`;

/** "34 % · 12 s left", or "34 % · 12 s so far" until there is an estimate. */
export function leftText(state: RunState): string {
  if (state.status !== 'running') return '';
  const percent = `${Math.floor(100 * wholeFraction(state))}\u00a0%`;
  if (state.paused === true) return `${percent} · ${duration(state.secondsElapsed)} so far`;
  if (state.secondsLeft === null) return `${percent} · ${duration(state.secondsElapsed)} so far`;
  return `${percent} · ${duration(state.secondsLeft)} left`;
}

/** The progress of the whole run, 0 … 1. */
export function wholeFraction(state: RunState): number {
  if (state.status === 'done') return 1;
  if (state.status === 'preparing' && state.dataset !== null) {
    return state.dataset.total === 0 ? 0 : state.dataset.loaded / state.dataset.total;
  }
  if (state.stepsTotal === 0) {
    return state.trials.length === 0 ? 0 : endedTrials(state) / state.trials.length;
  }
  return Math.min(1, state.stepsDone / state.stepsTotal);
}
