/** The columns of the results table: what each reads, how it writes values and which value is best. */
import type { MetricTask, PartName } from '../catalog/kinds/metric.ts';
import {
  classKeyOf,
  classMetrics,
  figureIn,
  figureOfClasses,
  isRecorded,
  measuredMetrics,
  figureKey,
  metricsOf,
} from '../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import { dayText, duration, significant } from '../base/numbers.ts';
import { metricText } from './metrics.ts';
import { askedBy } from '../document/asked.ts';
import { taskOf } from '../document/parameters.ts';
import type { Axis } from '../document/schema.ts';
import { isComplete } from '../document/trial-status.ts';
import { unequalClassFigures } from '../lab/class-figures.ts';
import { provenanceText } from '../lab/provenance.ts';
import type { TrialState } from '../lab/state.ts';
import { targetWords } from './target.ts';
import {
  capital,
  engineShortText,
  initText,
  settingText,
  settingValueText,
  statusWords,
} from './labels.ts';

export interface Column {
  readonly key: string;
  readonly head: string;
  /** `head` as it reads inside a sentence: "test MSE". */
  readonly name: string;
  /** The part and the metric, for columns of metrics. */
  readonly of?: { readonly part: PartName; readonly metric: MetricName };
  readonly numeric: boolean;
  /** The value that is sorted by and exported, and that `text` writes; null for none. */
  readonly read: (trial: TrialState) => number | string | null;
  /** The value as pages show it. */
  readonly text: (trial: TrialState) => string;
  readonly better: 'high' | 'low' | null;
  /** Any number of this column as pages show it. */
  readonly write?: (value: number) => string;
  /** The value by which the best of this column is selected, where that is another column's. */
  readonly judge?: (trial: TrialState) => number | null;
  /** The name of `judge`: "validation MSE". */
  readonly chosenBy?: string;
}

const missing = '–';

function figure(
  key: string,
  name: string,
  read: (trial: TrialState) => number | null,
  write: (value: number) => string,
  better: Column['better'] = null,
): Column {
  const text = (trial: TrialState): string => {
    const value = read(trial);
    return value === null ? missing : write(value);
  };
  return { key, head: capital(name), name, numeric: true, read, text, better, write };
}

const four = (value: number): string => significant(value, 4);

/** A metric of a part, after the last epoch. */
function metricColumn(part: PartName, name: MetricName, amount: (value: number) => string): Column {
  const { better, ranksAs } = metricMeta[name];
  // Figures on the training rows say little about how good a network is.
  const judges = part !== 'train' && ranksAs === undefined;
  return {
    ...figure(
      figureKey(part, name),
      `${part} ${metricMeta[name].label}`,
      ({ epochs }) => {
        const record = epochs.at(-1);
        return record === undefined ? null : figureIn(record, part, name);
      },
      (value) => metricText(name, value, amount),
      judges ? better : null,
    ),
    of: { part, metric: name },
  };
}

/** A column next to the accuracy, where classes are imbalanced. */
const classColumn = (name: MetricName): Column =>
  figure(
    classKeyOf(name),
    metricMeta[name].label,
    ({ plan, classes }) => {
      const found = unequalClassFigures(plan.trial, classes);
      return found === null ? null : figureOfClasses(name, found);
    },
    (value) => metricText(name, value),
    metricMeta[name].better,
  );

/**
 * Of a regression, all test errors and then the training errors; of a classification, each test figure
 * next to its training figure.
 */
function metricColumns(
  task: MetricTask,
  measured: readonly MetricName[],
  amount: (value: number) => string,
  unequal: boolean,
): Column[] {
  const names = metricsOf(task).filter(
    (name) => measured.includes(name) || metricMeta[name].from === 'record',
  );
  const column = (part: PartName) => (name: MetricName) => metricColumn(part, name, amount);
  if (task === 'regression')
    return [...names.map(column('test')), ...names.filter(isRecorded).map(column('train'))];
  const [main, ...others] = names.map((name) => [column('test')(name), column('train')(name)]);
  const beside = unequal ? classMetrics.map(classColumn) : [];
  return [main!.slice(0, 1), beside, main!.slice(1), ...others].flat();
}

/** Where there are validation rows, their figure selects the best value of a test column. */
function judged(columns: readonly Column[], judges: readonly Column[]): Column[] {
  return columns.map((column) => {
    const judge = judges.find(({ of }) => of?.metric === column.of?.metric);
    if (judge === undefined || column.better === null) return column;
    const read = (trial: TrialState): number | null => {
      const value = judge.read(trial);
      return typeof value === 'number' ? value : null;
    };
    return { ...column, judge: read, chosenBy: judge.name };
  });
}

const norm =
  (pick: (norms: readonly number[]) => number | undefined) =>
  ({ gradientNorms }: TrialState): number | null =>
    gradientNorms === null ? null : (pick(gradientNorms.activations) ?? null);

const three = (value: number): string => significant(value, 3);

const gradients: readonly Column[] = [
  figure('firstBatchLoss', 'batch loss', ({ gradientNorms }) => gradientNorms?.loss ?? null, four),
  figure(
    'firstNorm',
    'norm, first layer',
    norm((norms) => norms[0]),
    three,
  ),
  figure(
    'lastNorm',
    'norm, last layer',
    norm((norms) => norms.at(-1)),
    three,
  ),
  figure(
    'normRatio',
    'first ÷ last',
    norm((norms) => {
      const [first, end] = [norms[0], norms.at(-1)];
      return first === undefined || end === undefined || end === 0 ? undefined : first / end;
    }),
    three,
  ),
];

/** Only of experiments with a schedule. */
const lastRate = figure(
  'lastLearningRate',
  'last rate',
  ({ epochs }) => epochs.at(-1)?.learningRate ?? null,
  three,
);

const timeAndEngine: readonly Column[] = [
  figure(
    'seconds',
    'time',
    ({ status, seconds }) => (status === 'waiting' ? null : seconds),
    duration,
  ),
  {
    key: 'engine',
    head: 'Engine',
    name: 'engine',
    numeric: false,
    read: ({ engine }) => engine?.name ?? null,
    text: ({ engine }) => (engine === null ? missing : engineShortText(engine.name)),
    better: null,
  },
];

export const statusColumn: Column = {
  key: 'status',
  head: 'Status',
  name: 'status',
  numeric: false,
  read: ({ status }) => status,
  text: ({ status, kept }) =>
    kept === undefined ? statusWords[status] : `${statusWords[status]}, kept from ${dayText(kept)}`,
  better: null,
};

/** Shown only where some results come from elsewhere. */
const provenanceColumn: Column = {
  key: 'provenance',
  head: 'Trained',
  name: 'trained',
  numeric: false,
  read: (trial) => trial.provenance ?? 'here',
  text: (trial) => provenanceText([trial]) || 'here',
  better: null,
};

function axisColumn({ path, values }: Axis): Column {
  const numeric = values.every((value) => typeof value === 'number');
  const at = (trial: TrialState) => trial.plan.values[path];
  const text = (trial: TrialState) =>
    path === 'init' ? initText(at(trial)) : settingValueText(path, at(trial));
  return {
    key: path,
    head: capital(settingText(path)),
    name: settingText(path),
    numeric,
    read: (trial) => {
      const value = at(trial);
      return typeof value === 'number' ? value : text(trial);
    },
    text,
    better: null,
  };
}

/** Several elements of a page ask for the columns of the same snapshot. */
const known = new WeakMap<
  readonly TrialState[],
  { readonly axes: readonly Axis[]; readonly columns: readonly Column[] }
>();

/** The columns that these trials need, the varied settings first. */
export function columnsOf(trials: readonly TrialState[], axes: readonly Axis[]): readonly Column[] {
  const kept = known.get(trials);
  if (kept?.axes === axes) return kept.columns;
  const columns = made(trials, axes);
  known.set(trials, { axes, columns });
  return columns;
}

function made(trials: readonly TrialState[], axes: readonly Axis[]): Column[] {
  const settings = trials.map(({ plan }) => plan.trial);
  const [first] = settings;
  const columns = axes.map(axisColumn);
  columns.push(statusColumn);
  if (trials.some(({ provenance }) => provenance !== undefined)) columns.push(provenanceColumn);
  if (first === undefined) return columns;
  const trains = settings.some(({ epochs }) => epochs > 0);
  if (settings.some(({ measure }) => measure.gradientNorms)) columns.push(...gradients);
  const task = taskOf(first.dataset);
  const { amount } = targetWords(first.dataset);
  const unequal = trials.some(
    ({ plan, classes }) => unequalClassFigures(plan.trial, classes) !== null,
  );
  const measured = measuredMetrics(task, askedBy(...settings));
  const figures = metricColumns(task, measured, amount, unequal);
  const validates = settings.some(({ dataset }) => dataset.validation !== null);
  const judges = measured.map((name) => metricColumn('validation', name, amount));
  if (trains) columns.push(...(validates ? [...judges, ...judged(figures, judges)] : figures));
  if (settings.some(({ schedule }) => schedule !== undefined)) columns.push(lastRate);
  columns.push(...timeAndEngine);
  return columns;
}

/** The column by which trials are ranked; undefined where nothing is trained. */
export const mainColumn = (columns: readonly Column[]): Column | undefined =>
  columns.find(({ of, better }) => better !== null && of?.part === 'test');

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** A sorted copy; trials without a value come last in both directions. */
export function sorted(
  trials: readonly TrialState[],
  columns: readonly Column[],
  sorting: Sorting | null,
): TrialState[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (sorting === null || column === undefined) return [...trials];
  const sign = sorting.descending ? -1 : 1;
  return trials.toSorted((a, b) => {
    const [left, right] = [column.read(a), column.read(b)];
    if (!present(left) || !present(right)) return Number(present(right)) - Number(present(left));
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
  });
}

const present = (value: number | string | null): boolean =>
  value !== null && !(typeof value === 'number' && Number.isNaN(value));

/**
 * Ids of the trials with a column's best value; none while fewer than two have one. Of trials that differ in
 * their seed only, all are best together: by their mean, so that no lucky seed decides.
 */
export function bestOf(trials: readonly TrialState[], column: Column): ReadonlySet<string> {
  const groups = new Map<string, { readonly ids: string[]; readonly values: number[] }>();
  for (const trial of trials) {
    const key = JSON.stringify({ ...trial.plan.values, seed: null });
    const group = groups.get(key) ?? { ids: [], values: [] };
    const value = (column.judge ?? column.read)(trial);
    group.ids.push(trial.plan.id);
    group.values.push(isComplete(trial) && typeof value === 'number' ? value : Number.NaN);
    groups.set(key, group);
  }
  const found = [...groups.values()].flatMap(({ ids, values }) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Number.isFinite(mean) ? [{ ids, mean }] : [];
  });
  if (column.better === null || found.length < 2) return new Set();
  const means = found.map(({ mean }) => mean);
  const best = column.better === 'high' ? Math.max(...means) : Math.min(...means);
  return new Set(found.filter(({ mean }) => mean === best).flatMap(({ ids }) => ids));
}
