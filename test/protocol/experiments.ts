/** Turns random draws into a valid document with its data. */
import fc from 'fast-check';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type { PlannedTrial } from '../../src/document/expand.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { Experiment } from '../../src/document/schema.ts';
import { tableDataset } from '../../src/data/tables/dataset.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { countRows, tableSettings } from '../../src/data/tables/plan.ts';
import { drawnDocuments, type DrawnDocument } from './draw-documents.ts';
import type { DrawnTable } from './draw-tables.ts';

export interface DrawnExperiment {
  /** Which of its seed it is, from 1 on. */
  readonly number: number;
  /** As a person would write it: defaults are mostly omitted. */
  readonly document: unknown;
  readonly experiment: Experiment;
  readonly trials: readonly PlannedTrial[];
  /** The table of one's own, where it is of one. */
  readonly own: { readonly csv: string; readonly dataset: (plan: PlannedTrial) => Dataset } | null;
}

/** The first `count` experiments of a seed: more of them begin with the same. */
export async function experimentsOf(seed: number, count: number): Promise<DrawnExperiment[]> {
  const drawn = fc.sample(fc.noBias(drawnDocuments), { seed, numRuns: count });
  return Promise.all(drawn.map((each, index) => experimentOf(each, index + 1)));
}

/** Throws Error where what is left of a document is none. */
async function experimentOf(drawn: DrawnDocument, number: number): Promise<DrawnExperiment> {
  const { trial, axes, table } = drawn;
  const own = table === null ? null : await ownOf(table);
  const dataset = own === null ? trial.dataset : { ...trial.dataset, table: own.settings };
  const written = {
    format: 'a2-experiment',
    version: 1,
    name: `drawn-${number}`,
    title: `Drawn experiment ${number}`,
    trial: { ...trial, dataset },
  };
  const combined = axes.reduce((product, { values }) => product * values.length, 1);
  // What does not fit together (a small table that cannot hold so many rows back) is left out.
  for (const document of [
    { ...written, axes },
    written,
    { ...written, trial: { ...trial, dataset: { ...dataset, validation: null } } },
  ]) {
    const plain: unknown = JSON.parse(JSON.stringify(document));
    const parsed = parseExperiment(plain);
    if (!parsed.ok) continue;
    // Values that mean the same trial are one trial in the lab; protocol.py is not to know that.
    if ('axes' in document && parsed.trials.length !== combined) continue;
    const { experiment, trials } = parsed;
    return { number, document: plain, experiment, trials, own };
  }
  throw new Error(`drawn experiment ${number} is no document: ${JSON.stringify(written)}`);
}

async function ownOf({ csv, target, task, columns, missing, testFraction }: DrawnTable) {
  const format = { delimiter: ',', decimal: '.', header: true, encoding: 'utf-8' } as const;
  const own = await parseTable(new Blob([csv]), { title: 'drawn.csv', csv: format });
  const choice = { target, task, columns, categories: [], missing };
  const settings = {
    ...tableSettings(own.info, choice, countRows(own, target, columns)),
    testFraction,
  };
  const dataset = ({ trial }: PlannedTrial) => tableDataset(own, trial.dataset.table!, false);
  return { csv, settings, dataset };
}
