/** Trials of several runs as if from one, each distinguishable. */
import type { Axis } from '../../../document/schema.ts';
import { tableOf, taskOf, type DatasetIdentity } from '../../../document/parameters.ts';
import type { TrialState } from '../../../lab/state.ts';
import { trialLabel, valueText } from '../../../text/labels.ts';
import { flattened } from './set-ups.ts';

export interface ComparedRun {
  readonly id: string;
  readonly name: string;
  /** Its date in words. */
  readonly when: string;
  readonly tags: readonly string[];
  /** '' for none. */
  readonly notes: string;
  /** What computed its results, as text. */
  readonly engine: string;
  readonly trials: readonly TrialState[];
}

export interface ComparedTrials {
  /** What is compared, as text: the task, with the title for a user's own table. */
  readonly about: string;
  /** The one axis along which trials differ here: run and trial. */
  readonly axes: readonly Axis[];
  readonly trials: readonly TrialState[];
  /** The same by run, those that have any: the run's place among all, and its trials. */
  readonly runs: readonly { readonly index: number; readonly trials: readonly TrialState[] }[];
  /** Settings in which any two of the trials differ, by dotted path, and their text by trial. */
  readonly settings: readonly { readonly path: string; readonly texts: readonly string[] }[];
}

/** Equal if figures have the same unit; a table's target has its own. */
function scaleOf(dataset: DatasetIdentity): string {
  const table = tableOf(dataset);
  return table === null
    ? taskOf(dataset)
    : JSON.stringify([table.sha256, table.target, table.task]);
}

/**
 * One comparison for each task, and for each target of a table: accuracies, dollars and other amounts
 * have no chart in common.
 */
export function comparedTrials(runs: readonly ComparedRun[]): ComparedTrials[] {
  const rows = runs.flatMap((run, index) =>
    run.trials
      .filter(({ status }) => status !== 'waiting')
      .map((trial) => {
        const own =
          Object.keys(trial.plan.values).length === 0 ? '' : trialLabel(trial.plan.values);
        const label = [letterOf(index), own].filter((each) => each !== '').join(' · ');
        const plan = { ...trial.plan, id: `${run.id} ${trial.plan.id}`, values: { run: label } };
        // When it was computed does not matter for a comparison.
        const row = { ...trial, plan };
        Reflect.deleteProperty(row, 'kept');
        return { trial: row, index };
      }),
  );
  const scaled = rows.map((row) => ({ ...row, scale: scaleOf(row.trial.plan.trial.dataset) }));
  return [...new Set(scaled.map(({ scale }) => scale))].map((each) => {
    const own = scaled.filter(({ scale }) => scale === each);
    const trials = own.map(({ trial }) => trial);
    const places = [...new Set(own.map(({ index }) => index))];
    const byRun = places.map((index) => ({
      index,
      trials: own.filter((row) => row.index === index).map(({ trial }) => trial),
    }));
    const { dataset } = trials[0]!.plan.trial;
    const task = taskOf(dataset);
    const title = tableOf(dataset)?.title;
    const about = title === undefined ? task : `${task} of ${title}`;
    const values = trials.map(({ plan }) => plan.values.run);
    return {
      about,
      trials,
      runs: byRun,
      axes: [{ path: 'run', values }],
      settings: differing(trials),
    };
  });
}

/** A, B, … Z, A2: short enough for a chart's legend; the table's foot has the names. */
export function letterOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? '' : round + 1}`;
}

function differing(trials: readonly TrialState[]): ComparedTrials['settings'] {
  const flat = trials.map(({ plan }) => flattened(plan.trial));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  return paths.flatMap((path) => {
    const texts = flat.map((each) => (each.has(path) ? valueText(each.get(path)) : '–'));
    return new Set(texts).size > 1 ? [{ path, texts }] : [];
  });
}
