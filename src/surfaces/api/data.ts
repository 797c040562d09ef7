/** Chooses between real data and stand-ins, so that a page does not download 30 MB unasked. */
import type { Availability } from '../../data/availability.ts';
import type { RealDatasetName } from '../../data/files.ts';
import { datasetInfo, isReal } from '../../data/registry.ts';
import { datasetMeta } from '../../catalog/registry/dataset.meta.ts';
import type { Experiment, DatasetName } from '../../document/schema.ts';

/**
 * `auto`: the real data if they are small or already stored in this browser, else their stand-in;
 * `real`: the real data, downloaded if necessary; `stand-in`: never the real data.
 */
export const dataChoices = ['auto', 'real', 'stand-in'] as const;
export type DataChoice = (typeof dataChoices)[number];

type Known = Readonly<Record<RealDatasetName, Availability>> | null;

/** Largest download that may start without the visitor's consent, in bytes. */
export const smallDownload = 5_000_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (dataset: unknown): unknown => (isObject(dataset) ? dataset.name : undefined);

const isRealName = (value: unknown): value is RealDatasetName =>
  typeof value === 'string' && isReal(value);

/** The real datasets that an experiment names, in its trial or along an axis. */
export function realDatasetsOf({ trial, axes }: Experiment): RealDatasetName[] {
  const named = [
    nameOf(trial.dataset),
    ...axes.flatMap(({ path, values }) => {
      if (path === 'dataset.name') return values;
      if (path !== 'dataset') return [];
      return values.map(nameOf);
    }),
  ];
  return [...new Set(named.filter(isRealName))];
}

/**
 * The real datasets that are replaced by their stand-ins.
 * @param known which datasets are available, and which are stored; null if none is available
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

/**
 * The same experiment on the stand-ins of the given datasets. A number of rows that a stand-in does not
 * have becomes "all rows".
 */
export function withStandIns(
  experiment: Experiment,
  replaced: readonly RealDatasetName[],
): Experiment {
  if (replaced.length === 0) return experiment;
  const { trial, axes } = experiment;
  const standIn = (name: unknown): DatasetName | null =>
    isRealName(name) && replaced.includes(name) ? datasetInfo[name].standIn : null;
  const named = (name: unknown): unknown => standIn(name) ?? name;
  const along = (wanted: string) =>
    axes.flatMap(({ path, values }) => (path === wanted ? values : []));
  // A name along an axis replaces the dataset's name but keeps its numbers of rows.
  const rowsBeside = (...datasets: readonly unknown[]): Rows =>
    minRows([...datasets.map(nameOf), ...along('dataset.name')].map(standIn));
  const maxRows = rowsBeside(trial.dataset, ...along('dataset'));
  const onAxis = (path: string, values: readonly unknown[]): readonly unknown[] => {
    if (path === 'dataset.name') return values.map(named);
    if (path === 'dataset') {
      return values.map((value) =>
        isObject(value) ? shortened(value, named, rowsBeside(value)) : value,
      );
    }
    const limit = path.startsWith('dataset.') ? maxRows[path.slice('dataset.'.length)] : undefined;
    if (limit === undefined) return values;
    return [...new Set(values.map((value) => (isBeyond(value, limit) ? null : value)))];
  };
  return {
    ...experiment,
    trial: isObject(trial.dataset)
      ? { ...trial, dataset: shortened(trial.dataset, named, rowsBeside(trial.dataset)) }
      : trial,
    axes: axes.map(({ path, values }) => ({ path, values: onAxis(path, values) })),
  };
}

type Rows = Readonly<Record<string, number>>;

/** The largest value of each setting that all of the stand-ins allow; {} without stand-ins. */
function minRows(standIns: readonly (DatasetName | null)[]): Rows {
  const counts = standIns.flatMap((name) => (name === null ? [] : [datasetMeta[name].counts]));
  if (counts.length === 0) return {};
  const train = Math.min(...counts.map((each) => each.train));
  // At least one row must be left for training.
  return {
    trainSize: train,
    testSize: Math.min(...counts.map((each) => each.test)),
    validation: train - 1,
  };
}

const isBeyond = (value: unknown, limit: number | undefined): boolean =>
  limit !== undefined && typeof value === 'number' && value > limit;

function shortened(
  dataset: Readonly<Record<string, unknown>>,
  named: (name: unknown) => unknown,
  maxRows: Rows,
): Record<string, unknown> {
  const kept = Object.entries(dataset).filter(([key, value]) => !isBeyond(value, maxRows[key]));
  return { ...Object.fromEntries(kept), name: named(dataset.name) };
}
