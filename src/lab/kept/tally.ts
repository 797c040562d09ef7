/** The counts of a run's trials, so that a list of runs reads none of them. */
import { isComplete, isFinished, type TrialStatus } from '../../document/trial-status.ts';
import type { EpochRecord } from '../../document/results.ts';
import type { Tally } from './run-schema.ts';

interface Counted {
  readonly key: string | null;
  readonly engine?: string;
  readonly status: TrialStatus;
  readonly last: EpochRecord | null;
}

export function tallyOf(trials: readonly Counted[]): Tally {
  const tally = { trials: trials.length, kept: 0, finished: 0, diverged: 0 };
  const engines = new Set<string>();
  const lowest: Record<string, number> = {};
  const highest: Record<string, number> = {};
  for (const trial of trials) {
    if (trial.key !== null) {
      tally.kept += 1;
      if (trial.engine !== undefined) engines.add(trial.engine);
    }
    if (isFinished(trial)) tally.finished += 1;
    if (trial.status === 'diverged') tally.diverged += 1;
    if (!isComplete(trial) || trial.last === null) continue;
    for (const [name, value] of Object.entries(trial.last)) {
      if (typeof value !== 'number' || Number.isNaN(value)) continue;
      lowest[name] = Math.min(lowest[name] ?? Infinity, value);
      highest[name] = Math.max(highest[name] ?? -Infinity, value);
    }
  }
  return { ...tally, engines: [...engines], lowest, highest };
}
