/** The columns of a table of results: what each reads, how it is written and which value is best. */
import { dayText, duration, percent, significant } from './format.ts';
import { taskOf } from '../experiment/parameters.ts';
import { isClassificationEpoch, type EpochRecord } from '../experiment/results.ts';
import type { Axis } from '../experiment/schema.ts';
import { unequalClassFigures } from '../run/class-figures.ts';
import { provenanceText } from '../run/provenance.ts';
import type { TrialState } from '../run/state.ts';
import { targetWords } from './target.ts';
import {
  capital,
  engineShortText,
  initText,
  settingText,
  settingValueText,
  statusWords,
} from './words.ts';

export interface Column {
  readonly key: string;
  readonly head: string;
  readonly numeric: boolean;
  /** The figure itself, of which `text` is only the wording: sorted by and exported; null for none. */
  readonly read: (trial: TrialState) => number | string | null;
  /** As the page writes it. */
  readonly text: (trial: TrialState) => string;
  readonly better: 'high' | 'low' | null;
  /** A number of this column as the page writes it. */
  readonly write?: (value: number) => string;
  /** What the best of this column is chosen by, where that is not the column itself. */
  readonly judge?: (trial: TrialState) => number | null;
  /** The judge in words: "validation MSE". */
  readonly chosenBy?: string;
}

const missing = '–';

function figure(
  key: string,
  head: string,
  read: (trial: TrialState) => number | null,
  write: (value: number) => string,
  better: Column['better'] = null,
): Column {
  const text = (trial: TrialState): string => {
    const value = read(trial);
    return value === null ? missing : write(value);
  };
  return { key, head, numeric: true, read, text, better, write };
}

const last =
  (read: (record: EpochRecord) => number | null) =>
  ({ epochs }: TrialState): number | null => {
    const record = epochs.at(-1);
    return record === undefined ? null : read(record);
  };

const four = (value: number): string => significant(value, 4);

const classification: readonly Column[] = [
  figure(
    'testAccuracy',
    'Test accuracy',
    last((record) => (isClassificationEpoch(record) ? record.testAccuracy : null)),
    (value) => percent(value),
    'high',
  ),
  figure(
    'trainAccuracy',
    'Train accuracy',
    last((record) => (isClassificationEpoch(record) ? record.trainAccuracy : null)),
    (value) => percent(value),
  ),
  figure(
    'testLoss',
    'Test loss',
    last((record) => (isClassificationEpoch(record) ? record.testLoss : null)),
    four,
    'low',
  ),
  figure(
    'trainLoss',
    'Train loss',
    last((record) => (isClassificationEpoch(record) ? record.trainLoss : null)),
    four,
  ),
];

/** Beside the accuracy where classes are unequal. */
const byClass = (key: 'balancedAccuracy' | 'macroF1', head: string, write: Column['write']) =>
  figure(
    key,
    head,
    ({ plan, classes }) => unequalClassFigures(plan.trial, classes)?.[key] ?? null,
    write ?? four,
    'high',
  );

const ofClasses: readonly Column[] = [
  byClass('balancedAccuracy', 'Balanced accuracy', (value) => percent(value)),
  byClass('macroF1', 'Macro F1', (value) => significant(value, 3)),
];

const regressionField = (name: 'trainMse' | 'trainMae' | 'testMse' | 'testMae') =>
  last((record) => (isClassificationEpoch(record) ? null : record[name]));

/** In the target's own unit, unlike the squared error that is recorded. */
const testRmse = (trial: TrialState): number | null => {
  const mse = regressionField('testMse')(trial);
  return mse === null ? null : Math.sqrt(mse);
};

const regression = (amount: (value: number) => string): readonly Column[] => [
  figure('testMse', 'Test MSE', regressionField('testMse'), four, 'low'),
  figure('testRmse', 'Test RMSE', testRmse, amount),
  figure('testMae', 'Test MAE', regressionField('testMae'), amount, 'low'),
  figure('trainMse', 'Train MSE', regressionField('trainMse'), four),
  figure('trainMae', 'Train MAE', regressionField('trainMae'), amount),
];

type Validated = 'validationLoss' | 'validationAccuracy' | 'validationMse' | 'validationMae';

const validationField = (name: Validated) =>
  last((record) => {
    const value: unknown = Reflect.get(record, name);
    return typeof value === 'number' ? value : null;
  });

const validatedClassification: readonly Column[] = [
  figure(
    'validationAccuracy',
    'Validation accuracy',
    validationField('validationAccuracy'),
    (value) => percent(value),
    'high',
  ),
  figure('validationLoss', 'Validation loss', validationField('validationLoss'), four, 'low'),
];

const validatedRegression = (amount: (value: number) => string): readonly Column[] => [
  figure('validationMse', 'Validation MSE', validationField('validationMse'), four, 'low'),
  figure('validationMae', 'Validation MAE', validationField('validationMae'), amount, 'low'),
];

/** Where rows are held back, the best by a test figure is the one whose validation figure is best. */
function judged(columns: readonly Column[], judges: readonly Column[]): Column[] {
  return columns.map((column) => {
    const judge = judges.find(({ key }) => key === column.key.replace(/^test/, 'validation'));
    if (judge === undefined || column.better === null) return column;
    const read = (trial: TrialState): number | null => {
      const value = judge.read(trial);
      return typeof value === 'number' ? value : null;
    };
    return { ...column, judge: read, chosenBy: lowered(judge.head) };
  });
}

const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const norm =
  (pick: (norms: readonly number[]) => number | undefined) =>
  ({ gradientNorms }: TrialState): number | null =>
    gradientNorms === null ? null : (pick(gradientNorms.activations) ?? null);

const three = (value: number): string => significant(value, 3);

const gradients: readonly Column[] = [
  figure('firstBatchLoss', 'Batch loss', ({ gradientNorms }) => gradientNorms?.loss ?? null, four),
  figure(
    'firstNorm',
    'Norm, first layer',
    norm((norms) => norms[0]),
    three,
  ),
  figure(
    'lastNorm',
    'Norm, last layer',
    norm((norms) => norms.at(-1)),
    three,
  ),
  figure(
    'normRatio',
    'First ÷ last',
    norm((norms) => {
      const [first, end] = [norms[0], norms.at(-1)];
      return first === undefined || end === undefined || end === 0 ? undefined : first / end;
    }),
    three,
  ),
];

const around: readonly Column[] = [
  figure(
    'seconds',
    'Time',
    ({ status, seconds }) => (status === 'waiting' ? null : seconds),
    duration,
  ),
  {
    key: 'engine',
    head: 'Engine',
    numeric: false,
    read: ({ engine }) => engine?.name ?? null,
    text: ({ engine }) => (engine === null ? missing : engineShortText(engine.name)),
    better: null,
  },
];

export const statusColumn: Column = {
  key: 'status',
  head: 'Status',
  numeric: false,
  read: ({ status }) => status,
  text: ({ status, kept }) =>
    kept === undefined ? statusWords[status] : `${statusWords[status]}, kept from ${dayText(kept)}`,
  better: null,
};

/** Only of results of which some are from elsewhere. */
const provenanceColumn: Column = {
  key: 'provenance',
  head: 'Trained',
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
    numeric,
    read: (trial) => {
      const value = at(trial);
      return typeof value === 'number' ? value : text(trial);
    },
    text,
    better: null,
  };
}

/** The columns that these trials need, what was varied first. */
export function columnsOf(trials: readonly TrialState[], axes: readonly Axis[]): Column[] {
  const settings = trials.map(({ plan }) => plan.trial);
  const [first] = settings;
  const columns = axes.map(axisColumn);
  columns.push(statusColumn);
  if (trials.some(({ provenance }) => provenance !== undefined)) columns.push(provenanceColumn);
  if (first === undefined) return columns;
  const trains = settings.some(({ epochs }) => epochs > 0);
  if (settings.some(({ measure }) => measure.gradientNorms)) columns.push(...gradients);
  const classified = taskOf(first.dataset) === 'classification';
  const { amount } = targetWords(first.dataset);
  const unequal = trials.some(
    ({ plan, classes }) => unequalClassFigures(plan.trial, classes) !== null,
  );
  const [own, ...others] = classified ? classification : regression(amount);
  const beside = unequal ? ofClasses : [];
  const figures = own === undefined ? [] : [own, ...beside, ...others];
  const validates = settings.some(({ dataset }) => dataset.validation !== null);
  const judges = classified ? validatedClassification : validatedRegression(amount);
  if (trains) columns.push(...(validates ? [...judges, ...judged(figures, judges)] : figures));
  columns.push(...around);
  return columns;
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** A copy in order; trials without a value come last either way. */
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

/** Ids of the trials with a column's best value; none while fewer than two have one. */
export function bestOf(trials: readonly TrialState[], column: Column): ReadonlySet<string> {
  const found = trials.flatMap((trial) => {
    const value = (column.judge ?? column.read)(trial);
    return trial.status === 'done' && typeof value === 'number' && Number.isFinite(value)
      ? [{ id: trial.plan.id, value }]
      : [];
  });
  if (column.better === null || found.length < 2) return new Set();
  const values = found.map(({ value }) => value);
  const best = column.better === 'high' ? Math.max(...values) : Math.min(...values);
  return new Set(found.filter(({ value }) => value === best).map(({ id }) => id));
}
