/** The parts of the report that need no training, from the datasets themselves. */
import type { Dataset } from '../../protocol/dataset.ts';
import { expand } from '../../document/expand.ts';
import type { Experiment, Trial } from '../../document/schema.ts';
import { exploreTable } from '../../data/explore/columns.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import { measureStarts, startsToMeasure } from '../../lab/starts/measure.ts';
import { startKey, type MeasuredStart } from '../../lab/starts/measured.ts';
import { startsOf } from '../../figures/plans.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { TrialState } from '../../lab/state.ts';
import { weightsHash } from '../../formats/model/weights-hash.ts';
import { isComplete } from '../../document/trial-status.ts';
import { regressionFit, type RegressionFit } from './regression-fit.ts';
import type { HandInData, HandInRun, HousingData, InspectedStart } from './types.ts';

/** The seed of the assignment. */
const defaultSeed = 433;

export interface DataSources {
  /** California housing or its stand-in; null if neither is available. */
  readonly housing: Dataset | null;
  /** The experiment whose untrained networks are inspected (I1c); null for none. */
  readonly starts: Experiment | null;
  /** The experiments whose untrained networks are measured to explain their runs; none by default. */
  readonly explained?: readonly Experiment[];
  /** Weights and outputs of a trial's network before training. @param steps whether its first steps are measured, too */
  readonly inspect: (trial: Trial, signal: AbortSignal, steps?: boolean) => Promise<Inspection>;
  /** The network of I2c, to be judged on the test part; null for none. */
  readonly model: TrainedModel | null;
  /** Seed of the split; the assignment's by default. */
  readonly seed?: number;
}

/** Throws what `inspect` throws, and the signal's reason on abort. */
export async function handInData(
  { housing, starts, explained = [], inspect, model, seed = defaultSeed }: DataSources,
  signal: AbortSignal,
): Promise<HandInData> {
  return {
    housing: housing === null ? null : await housingData(housing, seed, signal),
    starts: starts === null ? [] : await inspected(starts, inspect, signal),
    measured: await measured(explained, inspect, signal),
    fit: await fitOf(model, housing, signal),
  };
}

/** Each network once: experiments share some. */
async function measured(
  experiments: readonly Experiment[],
  inspect: DataSources['inspect'],
  signal: AbortSignal,
): Promise<MeasuredStart[]> {
  const wanted = new Map<string, Trial>();
  for (const experiment of experiments) {
    const expansion = expand(experiment);
    if (!expansion.ok) continue;
    for (const trial of startsToMeasure(expansion.trials, experiment.axes)) {
      wanted.set(startKey(trial), trial);
    }
  }
  return measureStarts(
    [...wanted.values()],
    (trial, { signal: own = signal } = {}) => inspect(trial, own, true),
    signal,
  );
}

/** The experiment whose network is judged on the test part. */
const fitOfExperiment = 'I2c';

/** The trial whose network question I2c shows; null if none has finished. */
export const fittedTrial = (runs: readonly HandInRun[]): TrialState | null =>
  runs
    .find(({ experiment }) => experiment.name === fitOfExperiment)
    ?.trials.find((trial) => isComplete(trial)) ?? null;

/** That trial's model where it is stored with the weights that the run ended with, else null. */
export async function fittedModel(
  runs: readonly HandInRun[],
  modelOf: (id: string) => Promise<TrainedModel | null>,
): Promise<TrainedModel | null> {
  const trial = fittedTrial(runs);
  if (trial === null) return null;
  const model = await modelOf(trial.plan.id);
  if (model === null) return null;
  const { weights } = trial;
  return weights === undefined || (await weightsHash(model)) === weights ? model : null;
}

/** Null without the model, or without the data that it was trained on. */
export async function fitOf(
  model: TrainedModel | null,
  dataset: Dataset | null,
  signal: AbortSignal,
): Promise<RegressionFit | null> {
  if (model === null || dataset?.name !== model.trial.dataset.name) return null;
  return regressionFit(model, dataset, signal);
}

/** Throws RangeError for any other dataset. */
async function housingData(
  dataset: Dataset,
  seed: number,
  signal: AbortSignal,
): Promise<HousingData> {
  const { name, checksum, targets } = dataset;
  if (name !== 'california-housing' && name !== 'housing-synthetic') {
    throw new RangeError(
      `Cannot describe ${name} as housing data: wanted california-housing or housing-synthetic`,
    );
  }
  const report = await exploreTable(dataset, seed, signal);
  return { seed, name, checksum, rows: targets.length, report };
}

async function inspected(
  experiment: Experiment,
  inspect: DataSources['inspect'],
  signal: AbortSignal,
): Promise<InspectedStart[]> {
  const expansion = expand(experiment);
  if (!expansion.ok) {
    throw new RangeError(
      `Cannot inspect the networks of ${experiment.name}: ${expansion.issues[0]?.message ?? ''}`,
    );
  }
  const found: InspectedStart[] = [];
  for (const start of startsOf(expansion.trials, experiment.axes)) {
    signal.throwIfAborted();
    found.push({ ...start, inspection: await inspect(start.trial, signal) });
  }
  return found;
}
