/** The experiments that the live network can show: two inputs, two classes, and a small network. */
import { liveMembers } from '../../catalog/defaults.ts';
import { inOrder } from '../../catalog/kinds/members.ts';
import { datasetMeta, type DatasetName } from '../../catalog/registry/dataset.meta.ts';
import { withValue } from '../../document/settings.ts';
import { shortForm } from '../../document/network-form.ts';
import { parseExperiment } from '../../document/parse.ts';
import { count } from '../../base/numbers.ts';
import { countsOf, shapeOf, taskOf } from '../../document/parameters.ts';
import type { Experiment, Trial } from '../../document/schema.ts';
import { liveLimits } from '../../protocol/live.ts';

/** The lab's own example. */
export const liveExample: Experiment = {
  format: 'a2-experiment',
  version: 1,
  name: 'live',
  title: 'A network that learns before your eyes',
  question: '',
  notes: [],
  trial: {
    dataset: { name: liveMembers.dataset },
    model: { depth: 3, width: 8, activation: liveMembers.activation },
    init: { name: liveMembers.init },
    optimizer: { name: liveMembers.optimizer, learningRate: 0.01 },
    batchSize: 20,
    epochs: 400,
    seed: 433,
  },
  axes: [],
};

const inPlane = ({ inputs, outputs }: { readonly inputs: number; readonly outputs: number }) =>
  inputs === 2 && outputs === 2;

/** Datasets of the catalog that fit, in display order. */
export const liveDatasets: readonly DatasetName[] = inOrder(datasetMeta).filter((name) =>
  inPlane(datasetMeta[name].shape),
);

export type LiveTrial =
  { readonly ok: true; readonly trial: Trial } | { readonly ok: false; readonly why: string };

/** The only trial of an experiment, or why the live network cannot show it. */
export function liveTrial(experiment: Experiment): LiveTrial {
  const parsed = parseExperiment(experiment);
  if (!parsed.ok) return { ok: false, why: parsed.issues[0]?.message ?? 'It is not valid.' };
  const [plan, ...others] = parsed.trials;
  if (plan === undefined || others.length > 0)
    return { ok: false, why: `It has ${parsed.trials.length} trials, and one can be shown.` };
  const { trial } = plan;
  const model = shortForm(trial.model);
  if (model === null) return { ok: false, why: 'Its network is a list of layers.' };
  const { depth, width } = model;
  if (!inPlane(shapeOf(trial.dataset)) || taskOf(trial.dataset) !== 'classification')
    return { ok: false, why: 'Its data are not points in the plane of two classes.' };
  if (depth > liveLimits.depth || (depth > 0 && width > liveLimits.width)) {
    const most = `${liveLimits.depth} hidden layers of ${liveLimits.width} units`;
    return { ok: false, why: `Its network has ${depth} of ${width}, and at most ${most} fit.` };
  }
  const { train, test } = countsOf(trial.dataset);
  if (train + test > liveLimits.rows)
    return {
      ok: false,
      why: `Its data have ${count(train + test)} points, and at most ${count(liveLimits.rows)} can be shown.`,
    };
  if (trial.epochs === 0) return { ok: false, why: 'It trains no epoch.' };
  return { ok: true, trial };
}

/** The experiment with one setting changed. @param path dotted, inside the trial */
export const withLiveSetting = (
  experiment: Experiment,
  path: string,
  value: unknown,
): Experiment => ({
  ...experiment,
  trial: withValue(experiment.trial, path.split('.'), value),
});
