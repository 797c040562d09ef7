/** The parts of the report that need no training, from the datasets themselves. */
import type { Dataset } from '../../protocol/dataset.ts';
import { expand } from '../../document/expand.ts';
import type { Experiment, Trial } from '../../document/schema.ts';
import { exploreTable } from '../../data/explore/columns.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import { startsOf } from '../../figures/plans.ts';
import type { HandInData, HousingData, InspectedStart } from './types.ts';

/** The seed of the assignment. */
const defaultSeed = 433;

export interface DataSources {
  /** California housing or its stand-in; null if neither is available. */
  readonly housing: Dataset | null;
  /** The experiment whose untrained networks are inspected (I1c); null for none. */
  readonly starts: Experiment | null;
  /** Weights and outputs of a trial's network before training. */
  readonly inspect: (trial: Trial, signal: AbortSignal) => Promise<Inspection>;
  /** Seed of the split; the assignment's by default. */
  readonly seed?: number;
}

/** Throws what `inspect` throws, and the signal's reason on abort. */
export async function handInData(
  { housing, starts, inspect, seed = defaultSeed }: DataSources,
  signal: AbortSignal,
): Promise<HandInData> {
  return {
    housing: housing === null ? null : await housingData(housing, seed, signal),
    starts: starts === null ? [] : await inspected(starts, inspect, signal),
  };
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
