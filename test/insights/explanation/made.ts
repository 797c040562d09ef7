/** Explanations of experiments that are really drawn, inspected and trained, on generated data. */
import { assert } from 'chai';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { loadDataset } from '../../../src/data/load.ts';
import type { DatasetSettings, Experiment, Trial } from '../../../src/document/schema.ts';
import { explain, maxWords, paragraph } from '../../../src/insights/explanation/explain.ts';
import type { Statement } from '../../../src/insights/explanation/types.ts';
import type { Inspection } from '../../../src/protocol/inspection.ts';
import { words } from '../../../src/insights/explanation/words.ts';
import { measureStarts, startsToMeasure } from '../../../src/lab/starts/measure.ts';
import { afterEvent, settled, waitingTrial } from '../../../src/lab/reduce.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { firstSteps } from '../../../workers/trial/first-steps.ts';
import { inspectTrial } from '../../../workers/trial/inspect.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { loadFromFolder } from '../../data/folder.ts';
import { startOwnEngine } from '../../support/own-engine.ts';

type DatasetName = DatasetSettings['name'];

/** Real data come from the folder that tests have; generated ones need none. */
async function load(name: DatasetName): ReturnType<typeof loadDataset> {
  const real = await loadFromFolder(name);
  return real ?? loadDataset(name, { baseUrl: 'https://lab.example/', shared: false });
}

const data = new Map<string, ReturnType<typeof loadDataset>>();
function dataOf({ dataset: { name } }: Trial): ReturnType<typeof loadDataset> {
  const known = data.get(name);
  if (known !== undefined) return known;
  const loading = load(name);
  data.set(name, loading);
  return loading;
}
const starting = startOwnEngine();

interface Wanted {
  readonly trial?: object;
  readonly axis?: { readonly path: string; readonly values: readonly unknown[] };
  readonly more?: readonly { readonly path: string; readonly values: readonly unknown[] }[];
}

/** Trains an experiment on generated images. */
export async function trained({ trial = {}, axis, more = [] }: Wanted): Promise<{
  readonly experiment: Experiment;
  readonly plans: readonly PlannedTrial[];
  readonly trials: readonly TrialState[];
}> {
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'made',
    title: 'Made',
    trial: {
      dataset: { name: 'fashion-synthetic', trainSize: 2000, testSize: 1000 },
      model: { depth: 8, width: 16, activation: 'relu' },
      init: { name: 'xavier-uniform' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 100,
      epochs: 2,
      seed: 433,
      ...trial,
    },
    axes: [...(axis === undefined ? [] : [axis]), ...more],
  });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
  const engine = await starting;
  const trials: TrialState[] = [];
  for (const plan of parsed.trials) {
    let state = waitingTrial(plan);
    for await (const event of runTrial(plan.trial, await dataOf(plan.trial), engine)) {
      state = afterEvent(state, event);
    }
    trials.push(settled(state, null));
  }
  return { experiment: parsed.experiment, plans: parsed.trials, trials };
}

/** An untrained network's inspection, with its first steps. */
export const inspected = async (trial: Trial): Promise<Inspection> => ({
  ...(await inspectTrial(trial, await dataOf(trial))),
  firstSteps: await firstSteps(trial, await dataOf(trial), await starting),
});

/** Trains an experiment on generated images, measures its untrained networks, and explains it. */
export async function explained(wanted: Wanted): Promise<readonly Statement[]> {
  const { experiment, plans, trials } = await trained(wanted);
  const starts = await measureStarts(
    startsToMeasure(plans, experiment.axes),
    inspected,
    new AbortController().signal,
  );
  const statements = explain(experiment, trials, starts);
  assert.isAtMost(words(paragraph(statements)), maxWords);
  for (const { text, restsOn } of statements) {
    for (const figure of restsOn) assert.include(text, figure.text, figure.name);
  }
  return statements;
}

export const said = (statements: readonly Statement[], id: string): string | undefined =>
  statements.find((each) => each.id === id)?.text;
