/** Compares the lab's figures of a document with those of the exported program. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { tableOf } from '../../../src/document/parameters.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import type { TableSettings } from '../../../src/document/table.ts';
import { npzFile } from '../../../src/formats/npz.ts';
import { tableFileName } from '../../../src/formats/pytorch/data-parts.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { afterEvent, settled, waitingTrial } from '../../../src/lab/reduce.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { countRows, tableSettings } from '../../../src/data/tables/plan.ts';
import { chooseEngine } from '../../../workers/engine/choose.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { folder, loadFromFolder } from '../../data/folder.ts';

/** @param trial over a small default @param axes of the experiment */
export const documentOf = (trial: object, axes: readonly object[] = []) => ({
  format: 'a2-experiment',
  version: 1,
  name: 'edge',
  title: 'Edge',
  trial: {
    dataset: { name: 'california-housing', trainSize: 64, testSize: 10 },
    model: { depth: 1, width: 4 },
    optimizer: { name: 'adam' },
    batchSize: 32,
    epochs: 1,
    ...trial,
  },
  axes,
});

export function parsed(document: unknown) {
  const found = parseExperiment(document);
  if (!found.ok) throw new Error(found.issues.map(({ message }) => message).join('\n'));
  return found;
}

export function programOf(document: unknown): string {
  const { experiment, trials } = parsed(document);
  return pytorchProgram(experiment, trials);
}

/** A user's table and its document settings: its features are `columns`. */
export async function ownTable(
  csv: string,
  { target, task, columns }: Pick<TableSettings, 'target' | 'task'> & { columns: string[] },
): Promise<{ readonly table: TableSettings; readonly dataset: Dataset }> {
  const format = { delimiter: ',', decimal: '.', header: true, encoding: 'utf-8' } as const;
  const own = await parseTable(new Blob([csv]), { title: 'own.csv', csv: format });
  const choice = { target, task, columns, categories: [], missing: 'mean' } as const;
  const table = tableSettings(own.info, choice, countRows(own, target, columns));
  return { table, dataset: tableDataset(own, table, false) };
}

async function trained({ trial, ...plan }: PlannedTrial, dataset: Dataset): Promise<TrialState> {
  const engine = await chooseEngine('wasm');
  let state = waitingTrial({ trial, ...plan });
  for await (const event of runTrial(trial, dataset, engine)) state = afterEvent(state, event);
  return settled(state, null);
}

/** The lab's results of every trial; `own` is the table, if the document uses one. */
export async function lab(document: unknown, own?: Dataset): Promise<TrialState[]> {
  const states: TrialState[] = [];
  for (const plan of parsed(document).trials) {
    const dataset = own ?? (await loadFromFolder(plan.trial.dataset.name));
    if (dataset === null) throw new Error('this test needs the datasets');
    states.push(await trained(plan, dataset));
  }
  return states;
}

/**
 * Runs the document's program to its end, in its own folder, and parses its results as JSON. Throws Error with the
 * program's output if it fails.
 */
export async function pytorch(
  python: string,
  document: unknown,
  own?: Dataset,
): Promise<ResultsDocument> {
  const place = mkdtempSync(path.join(os.tmpdir(), 'a2-beside-'));
  try {
    const table = tableOf(parsed(document).trials[0]!.trial.dataset);
    if (own !== undefined && table !== null) {
      const bytes = await (await npzFile(own)).arrayBuffer();
      writeFileSync(path.join(place, tableFileName(table)), new Uint8Array(bytes));
    }
    writeFileSync(path.join(place, 'program.py'), programOf(document));
    const data = own === undefined ? path.resolve(folder ?? '.') : '.';
    const args = ['program.py', '--data', data, '--out', 'results.json', '--threads', '1'];
    const ended = spawnSync(python, args, { cwd: place, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(ended.stderr);
    return JSON.parse(readFileSync(path.join(place, 'results.json'), 'utf8')) as ResultsDocument;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
