/** A short summary of a kept run. */
import { tasks } from '../../../catalog/kinds/metric.ts';
import { figureIn, mainMetric } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { isSynthetic } from '../../../document/parameters.ts';
import { parseExperiment } from '../../../document/parse.ts';
import type { DatasetSettings } from '../../../document/schema.ts';
import { isComplete, isFinished } from '../../../document/trial-status.ts';
import type { StoredRun } from '../../../lab/kept/stored-run.ts';
import { metricName, metricText } from '../../../text/metrics.ts';
import { count, counted } from '../../../base/numbers.ts';
import { sentenceOf } from '../../../text/sentence.ts';

export interface RunSummary {
  /** "4 trials", "3 of 4 trials finished". */
  readonly trials: string;
  readonly status: 'done' | 'diverged' | 'failed' | 'cancelled' | 'running';
  readonly statusText: string;
  /** "best test accuracy 84.1 %"; '' if no trial finished. */
  readonly best: string;
  readonly standIn: boolean;
  /** The whole set-up in one line. */
  readonly setUp: string;
  /** "Student ab12 · predicted beforehand"; '' if the experiment is not for a class. */
  readonly reader: string;
}

const statusTexts = {
  done: 'done',
  diverged: 'diverged',
  failed: 'failed',
  cancelled: 'unfinished',
  running: 'running or interrupted',
} as const;

export function summaryOf(run: StoredRun): RunSummary {
  const { trials } = run;
  const finished = trials.filter(isFinished);
  const all = counted(trials.length, 'trial');
  const whole = finished.length === trials.length;
  const diverged = whole && trials.every(({ status }) => status === 'diverged');
  // A closed tab could not record that its run ended.
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
    setUp: setUpOf(run),
    reader: readerOf(run),
  };
}

function readerOf({ student, prediction }: StoredRun): string {
  const who = student === undefined ? [] : [`Student ${student.id}`];
  const said = prediction === undefined ? [] : ['predicted beforehand, see its provenance'];
  const text = [...who, ...said].join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function bestText({ trials }: StoredRun): string {
  const ends = trials.flatMap((entry) =>
    isComplete(entry) && entry.last !== null ? [entry.last] : [],
  );
  for (const task of tasks) {
    const metric = mainMetric(task);
    const values = ends.flatMap((record) => figureIn(record, 'test', metric) ?? []);
    if (values.length === 0) continue;
    const best = metricMeta[metric].better === 'high' ? Math.max(...values) : Math.min(...values);
    return `best ${metricName('test', metric)} ${metricText(metric, best)}`;
  }
  return '';
}

const parsed = new WeakMap<StoredRun, ReturnType<typeof parseExperiment>>();

/** Needed at every render, so parsed once. */
function experimentOf(run: StoredRun): ReturnType<typeof parseExperiment> {
  const kept = parsed.get(run) ?? parseExperiment(run.experiment);
  parsed.set(run, kept);
  return kept;
}

/** The datasets of its trials; from the document, because the run may have trained nothing yet. */
function datasetsOf(run: StoredRun): DatasetSettings['name'][] {
  const found = experimentOf(run);
  return found.ok ? found.trials.map(({ trial }) => trial.dataset.name) : [];
}

function setUpOf(run: StoredRun): string {
  const found = experimentOf(run);
  const first = found.ok ? found.trials[0] : undefined;
  if (first === undefined) return '';
  return sentenceOf(first.trial, run.experiment.axes)
    .map(({ text }) => text)
    .join(' · ');
}
