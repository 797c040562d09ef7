/** The questions' programs of small documents, and what the lab makes of the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseExperiment } from '../../../src/document/parse.ts';
import { npzFile } from '../../../src/formats/npz.ts';
import type { ProgramDocument } from '../../../src/course/programs/types.ts';
import { afterEvent, settled, waitingTrial } from '../../../src/lab/reduce.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { loadDataset } from '../../../src/data/load.ts';
import type { DatasetName } from '../../../src/document/schema.ts';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { startOwnEngine } from '../../support/own-engine.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { loadFromFolder } from '../../data/folder.ts';

/** A document of a question, small by default. @param trial over the default */
export function documentOf(name: string, trial: object, axes: readonly object[] = []): object {
  return {
    format: 'a2-experiment',
    version: 1,
    name,
    title: `A title of ${name}`,
    trial: {
      dataset: { name: 'fashion-synthetic', trainSize: 600, testSize: 200 },
      model: { depth: 3, width: 8 },
      init: { name: 'xavier-uniform' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 64,
      epochs: 2,
      ...trial,
    },
    axes,
  };
}

/** Null where it is no valid document. */
export function planned(document: unknown): ProgramDocument | null {
  const parsed = parseExperiment(document);
  return parsed.ok ? { experiment: parsed.experiment, plans: parsed.trials } : null;
}

export function mustPlan(document: unknown): ProgramDocument {
  const found = planned(document);
  if (found === null) throw new Error('the document is not valid');
  return found;
}

export async function dataset(name: DatasetName): Promise<Dataset> {
  const found = await (name.endsWith('-synthetic')
    ? loadDataset(name, { baseUrl: 'file:///', shared: false })
    : loadFromFolder(name));
  if (found === null) throw new Error(`this test needs the dataset ${name}`);
  return found;
}

/** The lab's results of all trials, by id. */
export async function labStates(
  documents: readonly ProgramDocument[],
): Promise<Map<string, TrialState>> {
  const engine = await startOwnEngine();
  const states = new Map<string, TrialState>();
  for (const plan of documents.flatMap(({ plans }) => plans)) {
    if (states.has(plan.id)) continue;
    const data = await dataset(plan.trial.dataset.name as DatasetName);
    let state = waitingTrial(plan);
    for await (const event of runTrial(plan.trial, data, engine)) state = afterEvent(state, event);
    states.set(plan.id, settled(state, null));
  }
  return states;
}

export class Place {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'a2-code-'));

  /** Puts a stand-in where programs look for it. */
  async give(name: DatasetName): Promise<void> {
    const bytes = await (await npzFile(await dataset(name))).arrayBuffer();
    writeFileSync(path.join(this.folder, `${name}.npz`), new Uint8Array(bytes));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const initialisations = [
  { name: 'uniform', d: 0.01 },
  { name: 'uniform', d: 1 },
  { name: 'xavier-uniform' },
  { name: 'torch-default' },
];

/** Small documents of all questions, on stand-ins. */
export const small = (): ProgramDocument[] => {
  const housing = { name: 'housing-synthetic', trainSize: 400, testSize: 100 };
  const adam = { optimizer: { name: 'adam', learningRate: 0.01 }, init: { name: 'torch-default' } };
  const rates = [
    { path: 'optimizer.learningRate', values: [0.1, 0.01] },
    { path: 'batchSize', values: [16, 32] },
  ];
  return [
    documentOf('I1c', { epochs: 0, measure: { gradientNorms: true } }, [
      { path: 'init', values: initialisations },
    ]),
    documentOf('I1d', {}, [{ path: 'init', values: initialisations }]),
    documentOf('I1f', {}, [{ path: 'optimizer.name', values: ['sgd', 'rmsprop', 'adam'] }]),
    documentOf('I2c', { dataset: housing, ...adam }),
    documentOf('I2d', { dataset: { ...housing, validation: 90 }, ...adam }, rates),
  ].map(mustPlan);
};

/** A notebook's code cells, one after the other. */
export const codeOf = (text: string): string =>
  (JSON.parse(text) as { cells: { cell_type: string; source: string[] }[] }).cells
    .filter(({ cell_type: type }) => type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n\n');
