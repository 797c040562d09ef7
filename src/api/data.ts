/** Which data an experiment trains on where nobody wants to download 30 MB for a look. */
import type { Availability } from '../datasets/availability.ts';
import type { RealDatasetName } from '../datasets/files.ts';
import { datasetInfo, isReal } from '../datasets/registry.ts';
import { datasetCounts } from '../experiment/parameters.ts';
import type { Experiment, DatasetName } from '../experiment/schema.ts';

/**
 * `auto`: the real data where they are small or kept in this browser already, else their stand-in;
 * `real`: the real data, downloaded where need be; `stand-in`: never the real data.
 */
export const dataChoices = ['auto', 'real', 'stand-in'] as const;
export type DataChoice = (typeof dataChoices)[number];

type Known = Readonly<Record<RealDatasetName, Availability>> | null;

/** Bytes that may be downloaded without having been asked for. */
const smallDownload = 5_000_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRealName = (value: unknown): value is RealDatasetName =>
  typeof value === 'string' && Object.hasOwn(datasetInfo, value) && isReal(value as DatasetName);

/** The real datasets that an experiment names, in its trial or along an axis. */
export function realDatasetsOf({ trial, axes }: Experiment): RealDatasetName[] {
  const { dataset } = trial;
  const named = [
    isObject(dataset) ? dataset.name : undefined,
    ...axes.flatMap(({ path, values }) => {
      if (path === 'dataset.name') return values;
      if (path !== 'dataset') return [];
      return values.map((value) => (isObject(value) ? value.name : undefined));
    }),
  ];
  return [...new Set(named.filter(isRealName))];
}

/**
 * The real datasets whose stand-in is taken instead.
 * @param known what can be had, and what is kept; null where nothing can be had
 */
export function replacedBy(
  choice: DataChoice,
  names: readonly RealDatasetName[],
  known: Known,
): RealDatasetName[] {
  if (choice === 'real') return [];
  if (choice === 'stand-in' || known === null) return [...names];
  return names.filter((name) => {
    const { available, cached, bytes } = known[name];
    return !cached && (!available || bytes > smallDownload);
  });
}

/** The same experiment on the stand-ins of the given datasets; rows beyond theirs are left out. */
export function withStandIns(
  experiment: Experiment,
  replaced: readonly RealDatasetName[],
): Experiment {
  if (replaced.length === 0) return experiment;
  const named = (name: unknown): unknown =>
    isRealName(name) && replaced.includes(name) ? datasetInfo[name].standIn : name;
  const dataset = (value: unknown): unknown => (isObject(value) ? shortened(value, named) : value);
  const { trial, axes } = experiment;
  return {
    ...experiment,
    trial: trial.dataset === undefined ? trial : { ...trial, dataset: dataset(trial.dataset) },
    axes: axes.map(({ path, values }) => {
      if (path === 'dataset.name') return { path, values: values.map(named) };
      return path === 'dataset' ? { path, values: values.map(dataset) } : { path, values };
    }),
  };
}

/** A number of rows that the stand-in does not have means all of its rows. */
function shortened(
  dataset: Readonly<Record<string, unknown>>,
  named: (name: unknown) => unknown,
): Record<string, unknown> {
  const name = named(dataset.name);
  if (name === dataset.name) return { ...dataset };
  const counts = datasetCounts[name as DatasetName];
  const kept = Object.entries(dataset).filter(([key, value]) => {
    const most = { trainSize: counts.train, testSize: counts.test, validation: counts.train - 1 }[
      key
    ];
    return most === undefined || typeof value !== 'number' || value <= most;
  });
  return { ...Object.fromEntries(kept), name };
}
