/** The states of a trial and what they imply, defined only here. */

interface Meaning {
  /** Nothing more happens unless someone restarts it. */
  readonly ended: boolean;
  /** Its figures are final: retraining gives the same. Divergence is such a result. */
  readonly finished: boolean;
  /** It trained all epochs, so it can be compared with others and has a trained network. */
  readonly complete: boolean;
  /** Its result is unknown; it can be trained as if it had never begun. */
  readonly open: boolean;
}

const meanings = {
  waiting: { ended: false, finished: false, complete: false, open: true },
  running: { ended: false, finished: false, complete: false, open: true },
  done: { ended: true, finished: true, complete: true, open: false },
  diverged: { ended: true, finished: true, complete: false, open: false },
  failed: { ended: true, finished: false, complete: false, open: false },
  cancelled: { ended: true, finished: false, complete: false, open: true },
} as const satisfies Record<string, Meaning>;

export type TrialStatus = keyof typeof meanings;

type That<Key extends keyof Meaning, Value extends boolean> = {
  [Status in TrialStatus]: (typeof meanings)[Status][Key] extends Value ? Status : never;
}[TrialStatus];

/** How a trial can end; the only states in a results document. */
export type TrialEnd = That<'ended', true>;

interface Trial {
  readonly status: TrialStatus;
}

export const trialStatuses = Object.keys(meanings) as readonly TrialStatus[];

export const trialEnds = trialStatuses.filter(
  (status): status is TrialEnd => meanings[status].ended,
);

/** Whether nothing more happens to it by itself. */
export const hasEnded = ({ status }: Trial): boolean => meanings[status].ended;

/** Whether its figures are final: it trained to its end, or diverged. */
export const isFinished = ({ status }: Trial): boolean => meanings[status].finished;

/** Whether it trained all of its epochs. */
export const isComplete = ({ status }: Trial): boolean => meanings[status].complete;

/** Whether it still needs training: it is waiting, running or cancelled. */
export const isOpen = ({ status }: Trial): boolean => meanings[status].open;

/** Whether it ended before the last of its epochs, for whatever reason. */
export const endedEarly = (trial: Trial): boolean => hasEnded(trial) && !isComplete(trial);

/** Whether it ended without final figures, so that it is worth retraining. */
export const isLacking = (trial: Trial): boolean => hasEnded(trial) && !isFinished(trial);

/** How it ended, once nothing more happens: a trial that never ended counts as cancelled. */
export const endOf = ({ status }: Trial): TrialEnd =>
  status === 'waiting' || status === 'running' ? 'cancelled' : status;

/** Its final state. Diverged trials stay diverged; `error` is null if it ended by itself. */
export function statusAfter(trial: Trial, error: { readonly code: string } | null): TrialEnd {
  if (error === null) return trial.status === 'diverged' ? 'diverged' : 'done';
  return error.code === 'aborted' ? 'cancelled' : 'failed';
}
