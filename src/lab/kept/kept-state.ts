/** Turns a stored run into a state that its page can show. */
import type { PlannedTrial } from '../../document/expand.ts';
import { isFinished } from '../../document/trial-status.ts';
import { isOutdated } from '../../protocol/engine-revision.ts';
import { waitingTrial } from '../reduce.ts';
import type { RunState, TrialState } from '../state.ts';
import { dateText } from '../../base/numbers.ts';
import { idleState } from '../session/merge.ts';

/** Whether some results computed here are from another engine revision than the current one. */
export const isOutdatedRun = (run: {
  readonly state: Pick<RunState, 'trials'>;
  readonly imported: string | null;
}): boolean =>
  run.imported === null &&
  run.state.trials.some((trial) => isFinished(trial) && isOutdated(trial.engine));

/** Trials in the order of the plans; those not among `kept` are waiting. */
export function withKept(
  plans: readonly PlannedTrial[],
  kept: readonly TrialState[],
): readonly TrialState[] {
  const found = new Map(kept.map((trial) => [trial.plan.id, trial]));
  return plans.map((plan) => found.get(plan.id) ?? waitingTrial(plan));
}

/**
 * The state of a run that is not in progress: done if every trial is there, else interrupted.
 * @param seconds that it took
 * @param imported the file that it came from; null if computed here
 */
export function keptState(
  plans: readonly PlannedTrial[],
  kept: readonly TrialState[],
  seconds: number,
  imported: string | null = null,
): RunState {
  const trials = withKept(plans, kept);
  const finished = trials.filter(isFinished).length;
  const all = finished === trials.length;
  const at = Math.max(0, ...kept.map((trial) => trial.kept ?? 0));
  const from = imported === null ? 'kept' : 'imported, trained elsewhere,';
  const by = isOutdatedRun({ state: { trials }, imported })
    ? ', by an earlier revision of the engine'
    : '';
  const when = at === 0 ? '' : `, ${from} from ${dateText(at)}${by}`;
  const many = trials.length === 1 ? '1 trial' : `${trials.length} trials`;
  return {
    ...idleState(plans),
    status: all ? 'done' : 'cancelled',
    trials,
    stepsDone: trials.reduce((sum, trial) => sum + trial.stepsDone, 0),
    secondsElapsed: seconds,
    note: all ? `${many}${when}` : `${finished} of ${many} finished${when}`,
  };
}

/** The same run, not in progress, with its finished trials only. */
export const finishedPart = ({ trials, secondsElapsed }: RunState): RunState =>
  keptState(
    trials.map(({ plan }) => plan),
    trials.filter(isFinished),
    secondsElapsed,
  );

/** The state with stored results filled in, and the other requested trials waiting. */
export function preparing(
  { shown, plans }: { readonly shown: RunState; readonly plans: readonly PlannedTrial[] },
  kept: readonly TrialState[],
): RunState {
  const wanted = new Set(plans.map(({ id }) => id));
  const others = shown.trials.filter(({ plan }) => !wanted.has(plan.id));
  const all = shown.trials.map(({ plan }) => plan);
  const trials = withKept(all, [...others, ...kept]);
  const stepsDone = trials.reduce((sum, trial) => sum + trial.stepsDone, 0);
  return {
    ...idleState(plans),
    status: 'preparing',
    trials,
    stepsDone,
    stepsTotal: shown.stepsTotal,
    secondsElapsed: shown.secondsElapsed,
  };
}
