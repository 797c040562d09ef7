/** Results that stay in view while they are trained again, until there are new ones. */
import type { Experiment } from '../../document/schema.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { ListedRun } from '../kept/stored-run.ts';
import type { RunState, TrialState } from '../state.ts';

/** What a session shows of a run. */
export interface ShownRun {
  readonly state: RunState;
  /** The document that it was started from; null if none was. */
  readonly ran: Experiment | null;
  /** Its id in the store; null if it is not stored. */
  readonly stored: string | null;
  /** The file that it was imported from; null if it was computed here. */
  readonly imported: string | null;
}

const finishedOf = ({ trials }: RunState): number => trials.filter(isFinished).length;

const hasFigures = (trial: TrialState): boolean => isFinished(trial) || trial.epochs.length > 0;

/** A stored run, as it was read. */
export const shownRun = (
  { id, imported }: Pick<ListedRun, 'id' | 'imported'>,
  { experiment, state }: { readonly experiment: Experiment; readonly state: RunState },
): ShownRun => ({ state, ran: experiment, stored: id, imported: imported?.file ?? null });

/** Whether a stored run has nothing to show, and asks nothing first. */
export const isEmptyRun = (
  { state, stored }: ShownRun,
  { rules }: { readonly rules: unknown },
): boolean => rules === null && stored !== null && !state.trials.some(isFinished);

export class EarlierResults {
  #shown: ShownRun | null = null;
  /** Figures are redrawn when their trials change, so equal states give the same object. */
  #last: { readonly of: RunState; readonly with: RunState } | null = null;

  /** Called when a run begins. @param shown what is trained again; null if nothing is. */
  keep(shown: ShownRun | null): void {
    this.#last = null;
    this.#shown = shown !== null && finishedOf(shown.state) > 0 ? shown : null;
  }

  /** The state with the earlier results of those trials that have no new ones yet. */
  beside(state: RunState): RunState {
    if (this.#shown === null) return state;
    if (this.#last?.of === state) return this.#last.with;
    const earlier = new Map(this.#shown.state.trials.map((trial) => [trial.plan.id, trial]));
    const trials = state.trials.map((trial) =>
      hasFigures(trial) ? trial : (earlier.get(trial.plan.id) ?? trial),
    );
    const both = { ...state, trials };
    this.#last = { of: state, with: both };
    return both;
  }

  /**
   * Called when the run has ended. Returns what to show instead of it, because more was finished before; null if
   * the new results are shown.
   */
  after(state: RunState): ShownRun | null {
    const shown = this.#shown;
    this.keep(null);
    if (shown === null || finishedOf(state) >= finishedOf(shown.state)) return null;
    const { length } = state.trials;
    const notice = `The earlier results are shown: the new run ended with ${finishedOf(state)} of ${length} finished. It is kept under “Runs and results”.`;
    return { ...shown, state: { ...shown.state, error: state.error, notices: [notice] } };
  }
}
