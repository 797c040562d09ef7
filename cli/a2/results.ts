/** What a run leaves: the table on the standard output and the document in a file. */
import type { Experiment } from '../../src/experiment/schema.ts';
import type { Pool } from '../../src/pool/pool.ts';
import { resultsDocument } from '../../src/run/results.ts';
import type { RunState, TrialState } from '../../src/run/state.ts';
import { columnsOf, type Column } from '../../src/words/columns.ts';
import { nameOf } from '../../src/words/words.ts';
import { textTable } from './columns.ts';
import { labelOf } from './figures.ts';

const label: Column = {
  key: 'label',
  head: 'Trial',
  numeric: false,
  read: labelOf,
  text: labelOf,
  better: null,
};

/** The trials in their order, under the experiment's title and the names of its datasets. */
export function resultsTable(experiment: Experiment, { trials }: RunState): string {
  const varied = experiment.axes.length > 0;
  const columns = [...(varied ? [] : [label]), ...columnsOf(trials, experiment.axes)];
  const table = textTable(
    columns.map(({ head, numeric }) => ({ head, right: numeric })),
    trials.map((trial) => columns.map(({ text }) => text(trial))),
  );
  const datasets = datasetNames(trials).map(nameOf).join(', ');
  return `${experiment.name}: ${experiment.title} (${datasets})\n\n${table}\n`;
}

const datasetNames = (trials: readonly TrialState[]) => [
  ...new Set(trials.map(({ plan }) => plan.trial.dataset.name)),
];

/** The results document as text. The pool still has the datasets that were trained on. */
export async function resultsJson(
  experiment: Experiment,
  state: RunState,
  pool: Pool,
  baseUrl: string,
): Promise<string> {
  const checksums: Record<string, string> = {};
  for (const name of datasetNames(state.trials)) {
    const used = state.trials.some(
      ({ plan, engine }) => plan.trial.dataset.name === name && engine !== null,
    );
    checksums[name] = used ? (await pool.loadDataset({ name, baseUrl })).checksum : 'not loaded';
  }
  const userAgent = `node ${process.version} on ${process.platform} ${process.arch}`;
  return documentText(resultsDocument(experiment, state, checksums, userAgent));
}

/** JSON to read: indented, but a list of numbers in one line. */
export function documentText(document: unknown): string {
  // A line break stands in JSON between values only, so no string can look like such a list.
  const numbers = /\[\n\s+(-?\d[-+.\deE]*(?:,\n\s+-?\d[-+.\deE]*)*)\n\s+\]/g;
  const text = JSON.stringify(document, null, 2).replaceAll(
    numbers,
    (_, list: string) => `[${list.replaceAll(/,\n\s+/g, ', ')}]`,
  );
  return `${text}\n`;
}
