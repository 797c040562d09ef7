/** A kept run in a few words. */
import { isSynthetic } from '../../experiment/parameters.ts';
import { parseExperiment } from '../../experiment/parse.ts';
import type { DatasetName } from '../../experiment/schema.ts';
import type { StoredRun } from '../../store/stored-run.ts';
import { count, counted, percent, significant } from '../../words/format.ts';

export interface RunSummary {
  /** "4 trials", "3 of 4 trials finished". */
  readonly trials: string;
  readonly status: 'done' | 'diverged' | 'failed' | 'cancelled' | 'running';
  readonly statusText: string;
  /** "best test accuracy 84.1 %"; '' where nothing was trained to an end. */
  readonly best: string;
  readonly standIn: boolean;
}

const statusTexts = {
  done: 'done',
  diverged: 'diverged',
  failed: 'failed',
  cancelled: 'unfinished',
  running: 'running, or cut off',
} as const;

export function summaryOf(run: StoredRun): RunSummary {
  const { trials } = run;
  const finished = trials.filter(({ status }) => status === 'done' || status === 'diverged');
  const all = counted(trials.length, 'trial');
  const whole = finished.length === trials.length;
  const diverged = whole && trials.every(({ status }) => status === 'diverged');
  // A tab that was closed had no time to say that its run ended.
  const status = whole
    ? diverged
      ? 'diverged'
      : 'done'
    : run.status === 'done'
      ? 'failed'
      : run.status;
  return {
    trials: whole ? all : `${count(finished.length)} of ${all} finished`,
    status,
    statusText: statusTexts[status],
    best: bestText(run),
    standIn: datasetsOf(run).some(isSynthetic),
  };
}

function bestText({ trials }: StoredRun): string {
  const ends = trials.flatMap(({ status, last }) =>
    status === 'done' && last !== null ? [last] : [],
  );
  const accuracies = ends.flatMap((record) => numberAt(record, 'testAccuracy'));
  if (accuracies.length > 0) return `best test accuracy ${percent(Math.max(...accuracies))}`;
  const errors = ends.flatMap((record) => numberAt(record, 'testMse'));
  return errors.length > 0 ? `best test MSE ${significant(Math.min(...errors), 4)}` : '';
}

function numberAt(record: object, key: string): number[] {
  const value: unknown = Reflect.get(record, key);
  return typeof value === 'number' ? [value] : [];
}

/** What its trials train on; from the document, because a run may have trained nothing yet. */
function datasetsOf(run: StoredRun): DatasetName[] {
  const named = Object.keys(run.datasets) as DatasetName[];
  if (named.length > 0) return named;
  const parsed = parseExperiment(run.experiment);
  return parsed.ok ? parsed.trials.map(({ trial }) => trial.dataset.name) : [];
}
