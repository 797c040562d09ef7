/** What is predicted from what: turns a table and a user's choice into document settings. */
import { limits } from '../../document/limits.ts';
import type { Task } from '../../document/parameters.ts';
import type { TableSettings } from '../../document/table.ts';
import { LabError } from '../../base/errors.ts';
import { canBeCategories, classesOf, TableFeatures } from './features.ts';
import type { ColumnSummary, OwnTable, TableInfo } from '../../protocol/table.ts';

/** The tasks possible with a column as the target; may be empty. */
export function tasksFor(column: ColumnSummary): readonly Task[] {
  const classes = column.distinct !== null && column.distinct >= 2 && fitsNames(column);
  const values = column.numbers !== null && column.kind !== 'constant';
  return [
    ...(classes ? (['classification'] as const) : []),
    ...(values ? (['regression'] as const) : []),
  ];
}

const fitsNames = ({ values }: ColumnSummary): boolean =>
  values.every(({ length }) => length <= limits.name);

/** Average rows per class needed to treat whole numbers as classes. */
const minRowsPerClass = 5;
const maxWholeClasses = 20;

/**
 * A few recurring whole numbers are mostly classes; other numbers are values. Twelve salaries in twelve
 * rows are not classes.
 */
export function suggestedTask(column: ColumnSummary): Task | null {
  const [first, second] = tasksFor(column);
  if (first === undefined || second === undefined) return first ?? null;
  const { values, distinct, known } = column;
  const whole = values.every((value) => Number.isInteger(Number(value)));
  const few = distinct !== null && distinct <= maxWholeClasses;
  const often = distinct === 2 || (distinct !== null && known >= distinct * minRowsPerClass);
  return whole && few && often ? 'classification' : 'regression';
}

/** The last predictable column whose classes recur; null if none can be predicted. */
export function suggestedTarget({ columns }: TableInfo): string | null {
  const able = columns.filter((column) => column.kind !== 'count' && tasksFor(column).length > 0);
  const repeated = able.findLast(
    (column) => column.numbers !== null || column.known >= 2 * (column.distinct ?? Infinity),
  );
  return (repeated ?? able.at(-1))?.name ?? null;
}

/** Why a column cannot be predicted; null if it can. */
export function whyNoTarget(column: ColumnSummary): string | null {
  if (tasksFor(column).length > 0) return null;
  if (column.kind === 'empty') return 'it is empty';
  if (column.kind === 'constant') return 'it has the same value in every row';
  return column.distinct === null
    ? `it has more than ${limits.classes} different texts, and ${limits.classes} classes are the maximum`
    : `one of its texts is longer than ${limits.name} characters`;
}

/** Whether a column is a feature by default; unique values are useless. */
export const isSuggested = ({ kind, values, known }: ColumnSummary): boolean =>
  kind === 'number' || (kind === 'category' && values.length < known);

/** Whether a column can be a feature. */
export const isUsable = (column: ColumnSummary): boolean =>
  column.kind === 'number' ||
  column.kind === 'count' ||
  (column.kind !== 'date' && column.numbers === null && canBeCategories(column));

/** The inputs that a column becomes. */
export const inputsOf = (column: ColumnSummary, asCategory: boolean): number =>
  asCategory || column.numbers === null ? column.values.length : 1;

export interface TableChoice {
  readonly target: string;
  readonly task: Task;
  /** Names of the feature columns, without the target. */
  readonly columns: readonly string[];
  /** Numeric columns whose values are treated as categories. */
  readonly categories: readonly string[];
  readonly missing: TableSettings['missing'];
}

/** The suggested target and columns; rows with missing values are dropped if few are lost. */
export function suggestedChoice(info: TableInfo): TableChoice | null {
  const target = suggestedTarget(info);
  const column = info.columns.find(({ name }) => name === target);
  const task = column === undefined ? null : suggestedTask(column);
  if (target === null || task === null) return null;
  const columns = info.columns
    .filter((each) => each.name !== target && isSuggested(each))
    .map(({ name }) => name);
  const lost = info.columns
    .filter(({ name }) => columns.includes(name))
    .reduce((sum, { missing }) => sum + missing, 0);
  return {
    target,
    task,
    columns,
    categories: [],
    missing: lost > info.rows / 10 ? 'mean' : 'drop',
  };
}

/** Rows whose target is known, and how many of them have no missing chosen column. */
export function countRows(
  { info, columns }: OwnTable,
  target: string,
  chosen: readonly string[],
): { readonly rows: number; readonly complete: number } {
  const at = (name: string) => columns[info.columns.findIndex((each) => each.name === name)];
  const isKnown = (name: string): ((row: number) => boolean) => {
    const data = at(name);
    const { numbers, codes } = data ?? { numbers: null, codes: null };
    if (numbers !== null) return (row) => !Number.isNaN(numbers[row]);
    return codes === null ? () => false : (row) => codes[row] !== 0;
  };
  const hasTarget = isKnown(target);
  const knows = chosen.map(isKnown);
  let [rows, complete] = [0, 0];
  for (let row = 0; row < info.rows; row++) {
    if (!hasTarget(row)) continue;
    rows += 1;
    if (knows.every((known) => known(row))) complete += 1;
  }
  return { rows, complete };
}

/** The choice with another target; null if that cannot be predicted. Ticked columns stay ticked. */
export function retargeted(
  info: TableInfo,
  before: TableChoice,
  target: string,
): TableChoice | null {
  const column = info.columns.find(({ name }) => name === target);
  const task = column === undefined ? null : suggestedTask(column);
  if (task === null) return null;
  // The former target becomes a feature if it would have been one by default.
  const isLearntFrom = (each: ColumnSummary) =>
    before.columns.includes(each.name) || (each.name === before.target && isSuggested(each));
  return {
    target,
    task,
    columns: info.columns
      .filter((each) => each.name !== target && isLearntFrom(each))
      .map(({ name }) => name),
    categories: before.categories.filter((name) => name !== target),
    missing: before.missing,
  };
}

/** Inputs that the chosen columns become. */
export function inputsOfChoice(info: TableInfo, { columns, categories }: TableChoice): number {
  return info.columns
    .filter(({ name }) => columns.includes(name))
    .reduce((sum, column) => sum + inputsOf(column, categories.includes(column.name)), 0);
}

/** The settings for a document, to be validated by its schema. */
export function tableSettings(
  info: TableInfo,
  { target, task, columns, categories, missing }: TableChoice,
  { rows, complete }: { readonly rows: number; readonly complete: number },
): TableSettings {
  const column = info.columns.find(({ name }) => name === target);
  const features = new TableFeatures(info);
  return {
    sha256: info.sha256,
    title: info.title,
    csv: info.csv,
    target,
    task,
    features: info.columns.flatMap((each, index) => {
      const { name, numbers } = each;
      if (!columns.includes(name)) return [];
      const asCategory = numbers === null || categories.includes(name);
      return features.ofColumn(index, asCategory).map((feature) => feature.name);
    }),
    classes: task === 'classification' && column !== undefined ? classesOf(column) : [],
    rows,
    complete,
    missing,
    testFraction: 0.25,
  };
}

/**
 * A document's table settings after its file was read with another format: with the rows, classes and format
 * of that reading. Throws LabError `table-format` if a column is missing, or no longer of the kind that the
 * document needs.
 */
export function refitted(own: OwnTable, table: TableSettings): TableSettings {
  const { info } = own;
  const wrong = (what: string) =>
    new LabError(
      'table-format',
      `${table.title}, read this way, does not fit the document: ${what}.`,
    );
  const column = info.columns.find(({ name }) => name === table.target);
  if (column === undefined) throw wrong(`it has no column "${table.target}"`);
  if (!tasksFor(column).includes(table.task)) {
    throw wrong(`a ${table.task} cannot predict "${table.target}"`);
  }
  const features = new TableFeatures(info);
  const columns = table.features.map((name) => {
    const feature = features.find(name);
    if (feature === undefined) throw wrong(`it has no feature "${name}"`);
    return info.columns[feature.column]!.name;
  });
  const classes = table.task === 'classification' ? classesOf(column) : [];
  return {
    ...table,
    csv: info.csv,
    classes,
    ...countRows(own, table.target, [...new Set(columns)]),
  };
}
