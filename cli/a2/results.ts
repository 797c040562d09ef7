/** A run's results: the table for standard output and the document for a file. */
import type { ClassRecord } from '../../src/formats/results/document.ts';
import type { Experiment } from '../../src/document/schema.ts';
import type { Pool } from '../../src/pool/pool.ts';
import { resultsOf } from '../../src/lab/results.ts';
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { columnsOf, type Column } from '../../src/text/columns.ts';
import { documentFile } from '../../src/formats/results/write.ts';
import { nameOf } from '../../src/text/labels.ts';
import { classesText } from './classes.ts';
import { textTable } from './columns.ts';
import { labelOf } from './figures.ts';
import { oneLine } from './terminal.ts';

const label: Column = {
  key: 'label',
  head: 'Trial',
  name: 'trial',
  numeric: false,
  read: labelOf,
  text: labelOf,
  better: null,
};

/** The counterpart of a browser's user agent in results documents. */
export const nodeAgent = `node ${process.version} on ${process.platform} ${process.arch}`;

/** The trials in their order, under the experiment's title and the names of its datasets. */
export function resultsTable(experiment: Experiment, { trials }: RunState): string {
  const varied = experiment.axes.length > 0;
  const columns = [...(varied ? [] : [label]), ...columnsOf(trials, experiment.axes)];
  const table = textTable(
    columns.map(({ head, numeric }) => ({ head, right: numeric })),
    trials.map((trial) => columns.map(({ text }) => text(trial))),
  );
  const datasets = datasetNames(trials).map(nameOf).join(', ');
  const classes = classesText(trials);
  const more = classes === '' ? '' : `\n${classes}`;
  return `${oneLine(`${experiment.name}: ${experiment.title} (${datasets})`)}\n\n${table}\n${more}`;
}

const datasetNames = (trials: readonly TrialState[]) => [
  ...new Set(trials.map(({ plan }) => plan.trial.dataset.name)),
];

/**
 * The results document as a file’s text, in pieces. The pool still has the datasets that were trained on.
 * @param started when the run began, in ms since 1970
 */
export async function resultsJson(
  experiment: Experiment,
  state: RunState,
  pool: Pool,
  baseUrl: string,
  { started, ...ofClass }: ClassRecord & { readonly started: number },
): Promise<AsyncIterable<string>> {
  const circumstances = { pool, baseUrl, started, userAgent: nodeAgent, ...ofClass };
  return documentFile(await resultsOf(experiment, state, circumstances));
}
