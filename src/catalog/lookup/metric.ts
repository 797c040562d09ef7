/** Registry look-ups for metrics, and their keys in records. */
import { inOrder } from '../kinds/members.ts';
import type { ClassFigure, MetricTask, PartName } from '../kinds/metric.ts';
import { metricDerive } from '../registry/metric.derive.ts';
import { metricMeta, type MetricMetas, type MetricName } from '../registry/metric.meta.ts';

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

type NamesOf<Task, From> = {
  [Name in MetricName]: MetricMetas[Name] extends { readonly task: Task; readonly from: From }
    ? Name
    : never;
}[MetricName];

type KeysOf<Part extends PartName, Task, From> = `${Part}${Pascal<NamesOf<Task, From>>}`;

/**
 * A task's record of an epoch. Additional metrics that the document asks for are also there by key; see
 * `figureIn`.
 */
export type RecordOf<Task extends MetricTask> = { readonly epoch: number } & Readonly<
  Record<KeysOf<'train' | 'test', Task, 'sums'>, number>
> &
  Readonly<Partial<Record<KeysOf<'validation', Task, 'sums'>, number>>>;

/** Figures of one part, keyed as in a record: "testMse". */
export type FiguresOf<Part extends PartName, Task extends MetricTask> = Readonly<
  Record<KeysOf<Part, Task, 'sums'>, number>
>;

const all = inOrder(metricMeta);

/** The metric's name as used in a key after the part's: "mse" → "Mse". */
export const nameInKey = (name: string): string =>
  name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Keys by part and name: insights read hundreds of thousands of records. */
const keys: Readonly<Record<PartName, Map<MetricName, string>>> = {
  train: new Map(),
  test: new Map(),
  validation: new Map(),
};

/** "test", "mse" → "testMse": the key in every record, table and file. */
export function figureKey(part: PartName, name: MetricName): string {
  const key = keys[part].get(name) ?? part + nameInKey(name);
  keys[part].set(name, key);
  return key;
}

/** The key of a metric computed from the classes at a trial's end, which exists for one part only: "macroF1". */
export function classKeyOf(name: MetricName): string {
  const key = nameInKey(name);
  return key.slice(0, 1).toLowerCase() + key.slice(1);
}

/** Metrics computed from the classes at a trial's end. */
export const classMetrics: readonly MetricName[] = all.filter(
  (name) => metricMeta[name].from === 'classes',
);

/** A task's metrics, the one that trials are judged by first. */
export const metricsOf = (task: MetricTask): readonly MetricName[] =>
  all.filter((name) => metricMeta[name].task === task);

/** The metric by which a task's trials are judged. */
export const mainMetric = (task: MetricTask): MetricName => metricsOf(task)[0]!;

/** The metric that training minimises. */
export const minimisedMetric = (task: MetricTask): MetricName =>
  metricsOf(task).find((name) => metricMeta[name].minimised)!;

/** Metrics written into records, in order: the minimised one first. */
export function recordedMetrics(task: MetricTask): readonly MetricName[] {
  const stored = metricsOf(task).filter((name) => metricMeta[name].from === 'sums');
  const first = minimisedMetric(task);
  return [first, ...stored.filter((name) => name !== first)];
}

/** Metrics that are measured only if the document asks for them, for all tasks. */
export const askedMetrics: readonly MetricName[] = all.filter(
  (name) => metricMeta[name].from === 'outputs',
);

/** Metrics measured after every epoch: those of every trial, plus those asked for. */
export const measuredMetrics = (
  task: MetricTask,
  asked: readonly MetricName[],
): readonly MetricName[] =>
  metricsOf(task).filter((name) => metricMeta[name].from === 'sums' || asked.includes(name));

const recorded: ReadonlySet<MetricName> = new Set(
  all.filter((name) => metricMeta[name].from === 'sums' || metricMeta[name].from === 'outputs'),
);

/** Whether it is measured directly, and not computed from other metrics. */
export const isRecorded = (name: MetricName): boolean => recorded.has(name);

/** A metric's value for a part in a record, computed from others if it is not stored; null if missing. */
export function figureIn(record: object, part: PartName, name: MetricName): number | null {
  if (isRecorded(name)) {
    const value = (record as Readonly<Record<string, unknown>>)[figureKey(part, name)];
    return typeof value === 'number' ? value : null;
  }
  const other = (each: string) => figureIn(record, part, each as MetricName);
  return metricDerive[name]?.fromRecord?.(other) ?? null;
}

/** The value of a metric computed from the classes; NaN for all others. */
export const figureOfClasses = (name: MetricName, classes: readonly ClassFigure[]): number =>
  metricDerive[name]?.fromClasses?.(classes) ?? Number.NaN;
