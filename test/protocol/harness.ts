/** Random experiments, each run by the lab, by the programs that it exports, and by protocol.py. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isReal } from '../../src/data/registry.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { stepsPerEpoch, trialCounts } from '../../src/document/parameters.ts';
import { npzFile } from '../../src/formats/npz.ts';
import { tableFileName } from '../../src/formats/pytorch/data-parts.ts';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { folder, loadFromFolder } from '../data/folder.ts';
import { sameFigures, sameProgram, sameStart } from './compare.ts';
import { experimentsOf, type DrawnExperiment } from './experiments.ts';
import type { Figures, ProtocolFigures } from './figures.ts';
import { labFigures } from './lab-figures.ts';
import { PythonServer, type Answer, type Failed } from './python-server.ts';
import type { Parting } from './rounding.ts';

export interface HarnessOptions {
  readonly seed: number;
  readonly count: number;
  /** Only this one of them, from 1 on. */
  readonly only?: number | undefined;
  /** Pythons with torch, of different versions; the first one's figures are the wanted ones. */
  readonly pythons: readonly string[];
  /** How many runs with weights an ulp off are made beside the one in float64; 2 when left out. */
  readonly moved?: number;
  /** A folder for what belongs to the experiments that disagree. */
  readonly keep?: string | undefined;
}

export interface TrialReport {
  readonly trial: number;
  /** Losses that were compared. */
  readonly steps: number;
  readonly parting: Parting;
  /** The largest relative difference between lab and program before other rounding shows. */
  readonly worst: number;
  readonly found: readonly string[];
}

export interface DocumentReport {
  readonly experiment: DrawnExperiment;
  readonly trials: readonly TrialReport[];
  readonly found: readonly string[];
}

/** Whether the published datasets are there, without which no document can be run. */
export const hasDatasets = folder !== null;

/**
 * Reports one document after the other. Throws Error where a Python ends, and whatever the lab throws.
 * The caller reads to the end or returns early: either ends the Pythons.
 */
export async function* compareAll(
  options: HarnessOptions,
): AsyncGenerator<DocumentReport, void, void> {
  const place = mkdtempSync(path.join(os.tmpdir(), 'a2-protocol-'));
  const servers = options.pythons.map((python) => new PythonServer(python));
  try {
    // A Python that cannot start says so before anything is drawn for it.
    await Promise.all(servers.map((server) => server.started));
    const drawn = await experimentsOf(options.seed, options.count);
    for (const experiment of drawn) {
      if (options.only !== undefined && experiment.number !== options.only) continue;
      const [answers, ours] = await Promise.all([
        askAll(servers, experiment, place, options.moved ?? 2),
        labOf(experiment),
      ]);
      const made = report(experiment, ours, answers);
      if (made.found.length > 0 && options.keep !== undefined)
        cpSync(place, path.join(options.keep, `${options.seed}-${experiment.number}`), {
          recursive: true,
        });
      yield made;
    }
  } finally {
    for (const server of servers) server.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** A stand-in is made where an experiment is of it, and lies beside the programs then. */
async function placeStandIn(name: string, place: string): Promise<void> {
  const file = path.join(place, `${name}.npz`);
  if ((name !== 'fashion-synthetic' && name !== 'housing-synthetic') || existsSync(file)) return;
  await writeNpz(file, (await loadFromFolder(name))!);
}

async function writeNpz(file: string, dataset: Dataset): Promise<void> {
  writeFileSync(file, new Uint8Array(await (await npzFile(dataset)).arrayBuffer()));
}

async function askAll(
  servers: readonly PythonServer[],
  { document, experiment, trials, own }: DrawnExperiment,
  place: string,
  moved: number,
): Promise<Answer[]> {
  const [first] = trials;
  const { name } = first!.trial.dataset;
  await placeStandIn(name, place);
  const table = own === null ? null : path.join(place, 'table.csv');
  if (own !== null && table !== null) {
    writeFileSync(table, own.csv);
    // All rows, since a trial may drop those with gaps and another fill them.
    const whole = structuredClone(first!);
    Reflect.set(whole.trial.dataset.table!, 'missing', 'mean');
    await writeNpz(path.join(place, tableFileName(whole.trial.dataset.table!)), own.dataset(whole));
  }
  const job = {
    program: path.join(place, 'program.py'),
    document: path.join(place, 'document.json'),
    data: isReal(name) ? path.resolve(folder ?? '.') : place,
    table,
    moved,
  };
  writeFileSync(job.program, pytorchProgram(experiment, trials));
  writeFileSync(job.document, JSON.stringify(document));
  return Promise.all(servers.map((server) => server.ask(job)));
}

async function labOf({ trials, own }: DrawnExperiment): Promise<Figures[]> {
  const engine = await chooseEngine('wasm');
  const all: Figures[] = [];
  for (const plan of trials) {
    const dataset = own?.dataset(plan) ?? (await loadFromFolder(plan.trial.dataset.name));
    if (dataset === null) throw new Error('the harness needs the datasets');
    all.push(await labFigures(plan, dataset, engine));
  }
  return all;
}

const failed = (part: object): part is Failed => 'error' in part;

function report(
  experiment: DrawnExperiment,
  lab: readonly Figures[],
  answers: readonly Answer[],
): DocumentReport {
  const errors = answers.flatMap(({ program, protocol, moved: runs }) =>
    [program, protocol, runs].flatMap((part) => (failed(part) ? [part.error] : [])),
  );
  if (errors.length > 0) return { experiment, trials: [], found: errors };
  const trials = lab.map((ours, at): TrialReport => {
    const programs = answers.map(({ program }) => (program as readonly Figures[])[at]!);
    const [main, ...others] = programs;
    const found = answers.flatMap(({ protocol }, index) => {
      const theirs = (protocol as readonly Figures[])[at]!;
      return [
        ...sameProgram(programs[index]!, theirs),
        ...sameStart('the lab', ours, 'the program', programs[index]!),
      ];
    });
    const runs = answers.flatMap((answer) =>
      (answer.moved as Exclude<Answer['moved'], Failed>).map((courses) => courses[at]!),
    );
    const { undecided } = (answers[0]!.protocol as readonly ProtocolFigures[])[at]!;
    const { trial } = experiment.trials[at]!;
    const figures = sameFigures(
      ours,
      main!,
      { moved: runs, versions: others, undecided },
      { stepsPerEpoch: stepsPerEpoch(trial), rows: { ...trialCounts(trial) } },
    );
    return {
      trial: at + 1,
      steps: ours.losses.length,
      parting: figures.parting,
      worst: figures.worst,
      found: [...found, ...figures.found],
    };
  });
  return {
    experiment,
    trials,
    found: trials.flatMap(({ trial, found }) => found.map((each) => `trial ${trial}, ${each}`)),
  };
}
