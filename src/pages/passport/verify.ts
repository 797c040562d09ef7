/** Trains a kept trial again, on the engine that it was trained on, and compares. */
import { machineOf } from '../../run/again.ts';
import { compareTrials, type Comparison } from '../../run/compare.ts';
import type { TrialState } from '../../run/state.ts';
import { adviceFor } from '../../words/advice.ts';
import { comparisonText } from '../../words/comparison.ts';
import type { Lab } from '../lab.ts';
import { isFinished } from '../../experiment/trial-status.ts';

export type Verdict =
  | { readonly kind: 'running'; readonly fraction: number }
  | { readonly kind: 'compared'; readonly comparison: Comparison; readonly again: TrialState }
  /** It came to no end: cancelled, or why it failed. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * Nothing that is kept is changed. Trials of one engine are trained together; resolves when all have
 * ended, or at once after an abort.
 */
export async function verify(
  trials: readonly TrialState[],
  lab: Lab,
  tell: (id: string, verdict: Verdict) => void,
  signal: AbortSignal,
): Promise<void> {
  const groups = new Map<string, TrialState[]>();
  for (const trial of trials) {
    const key = JSON.stringify(machineOf(trial));
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  for (const group of groups.values()) {
    if (signal.aborted) break;
    await verifyGroup(group, lab, tell, signal);
  }
}

async function verifyGroup(
  trials: readonly TrialState[],
  lab: Lab,
  tell: (id: string, verdict: Verdict) => void,
  signal: AbortSignal,
): Promise<void> {
  const run = lab.createRun(
    trials.map(({ plan }) => plan),
    { ...machineOf(trials[0]!), workers: null },
  );
  const open = new Map(trials.map((trial) => [trial.plan.id, trial]));
  const look = (again: TrialState, ended: boolean) => {
    const recorded = open.get(again.plan.id);
    if (recorded === undefined) return;
    if (isFinished(again)) {
      open.delete(again.plan.id);
      tell(again.plan.id, { kind: 'compared', comparison: compareTrials(recorded, again), again });
    } else if (again.status === 'failed' || ended) {
      open.delete(again.plan.id);
      tell(again.plan.id, {
        kind: 'none',
        why: again.error === null ? 'Cancelled.' : adviceFor(again.error),
      });
    } else {
      const fraction = again.stepsTotal === 0 ? 0 : again.stepsDone / again.stepsTotal;
      tell(again.plan.id, { kind: 'running', fraction });
    }
  };
  const cancel = () => run.cancel();
  signal.addEventListener('abort', cancel);
  const stop = run.subscribe((state) => state.trials.forEach((trial) => look(trial, false)));
  try {
    const last = await run.start();
    for (const trial of last.trials) look(trial, true);
  } finally {
    stop();
    signal.removeEventListener('abort', cancel);
  }
}

/** "equal, bit for bit" or how far it is off, and the likely reason. */
export function verdictText(recorded: TrialState, verdict: Verdict): string {
  if (verdict.kind === 'none') return verdict.why;
  if (verdict.kind === 'running') {
    return `training again, ${Math.floor(verdict.fraction * 100)}\u00a0%`;
  }
  return comparisonText(recorded, verdict.again, verdict.comparison);
}
