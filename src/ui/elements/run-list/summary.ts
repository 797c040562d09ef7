/** A short summary of a kept run. */
import { isSynthetic } from '../../../document/parameters.ts';
import { parseExperiment } from '../../../document/parse.ts';
import type { DatasetSettings } from '../../../document/schema.ts';
import { runProvenance } from '../../../lab/kept/foreign.ts';
import { hasOutdatedTrials, type ListedRun } from '../../../lab/kept/stored-run.ts';
import { provenanceMarks } from '../../../lab/provenance.ts';
import { metricName, metricText } from '../../../text/metrics.ts';
import { count, counted } from '../../../base/numbers.ts';
import { bestOfRun } from './best.ts';
import { sentenceOf } from '../../../text/sentence.ts';

export interface RunSummary {
  /** "4 trials", "3 of 4 trials finished". */
  readonly trials: string;
  readonly status: 'done' | 'diverged' | 'failed' | 'cancelled' | 'running';
  readonly statusText: string;
  /** "best test accuracy 84.1 %"; '' if no trial finished. */
  readonly best: string;
  /** The whole set-up in one line. */
  readonly setUp: string;
  /** "Student ab12 · predicted beforehand"; '' if the experiment is not for a class. */
  readonly reader: string;
}

const statusTexts = {
  done: 'done',
  diverged: 'diverged',
  failed: 'failed',
  cancelled: 'interrupted',
  running: 'training now',
} as const;

/** @param training whether this tab or another trains it now */
export function summaryOf(run: ListedRun, training: boolean): RunSummary {
  const { tally } = run;
  const all = counted(tally.trials, 'trial');
  const whole = tally.finished === tally.trials;
  const diverged = whole && tally.diverged === tally.trials;
  // A closed tab could not record that its run ended.
  const stopped = run.status === 'running' && !training ? 'cancelled' : run.status;
  const status = whole ? (diverged ? 'diverged' : 'done') : stopped === 'done' ? 'failed' : stopped;
  return {
    trials: whole ? all : `${count(tally.finished)} of ${all} finished`,
    status,
    statusText: statusTexts[status],
    best: bestText(run),
    setUp: setUpOf(run).sentence,
    reader: readerOf(run),
  };
}

function readerOf({ student, prediction }: ListedRun): string {
  const who = student === undefined ? [] : [`Student ${student.id}`];
  const said = prediction === undefined ? [] : ['predicted beforehand, see its provenance'];
  const text = [...who, ...said].join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function bestText(run: ListedRun): string {
  const best = bestOfRun(run);
  if (best === null) return '';
  return `best ${metricName('test', best.metric)} ${metricText(best.metric, best.value)}`;
}

/** What is shown of an experiment's set-up. */
interface SetUp {
  readonly sentence: string;
  readonly datasets: readonly DatasetSettings['name'][];
}

/** By their hash: expanding hundreds of set-ups at every change would take long. */
const setUps = new Map<string, SetUp>();

function setUpOf(run: ListedRun): SetUp {
  const known = setUps.get(run.settings);
  if (known !== undefined) return known;
  const found = parseExperiment(run.experiment);
  const trials = found.ok ? found.trials : [];
  const first = trials[0];
  const setUp = {
    sentence:
      first === undefined
        ? ''
        : sentenceOf(first.trial, run.experiment.axes)
            .map(({ text }) => text)
            .join(' · '),
    datasets: [...new Set(trials.map(({ trial }) => trial.dataset.name))],
  };
  setUps.set(run.settings, setUp);
  return setUp;
}

/** The datasets of its trials; from the document, because the run may have trained nothing yet. */
export const datasetsOf = (run: ListedRun): SetUp['datasets'] => setUpOf(run).datasets;

/** What stands beside all of a run's figures, a line each. */
export const marksOf = (run: ListedRun): readonly string[] => [
  ...(run.imported === null ? [] : [`imported, ${provenanceMarks[runProvenance(run)]}`]),
  ...(hasOutdatedTrials(run) ? ['computed by an earlier revision of the engine'] : []),
  ...(datasetsOf(run).some(isSynthetic) ? ['stand-in data'] : []),
];
