/** What is predicted from what: from a table and a person's choice to the settings of a document. */
import { limits } from '../experiment/limits.ts';
import type { Task } from '../experiment/parameters.ts';
import type { TableSettings } from '../experiment/table.ts';
import type { ColumnSummary, OwnTable, TableInfo } from './types.ts';

/** The classes of a column in the order of their indices: numbers by size, texts by their letters. */
export function classesOf({ values }: ColumnSummary): string[] {
  const numeric = values.every((value) => value !== '' && Number.isFinite(Number(value)));
  return values.toSorted((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
}

/** What can be done with a column as the target; empty where nothing. */
export function tasksFor(column: ColumnSummary): readonly Task[] {
  const classes = column.distinct !== null && column.distinct >= 2 && nameable(column);
  const values = column.numbers !== null && column.kind !== 'constant';
  return [
    ...(classes ? (['classification'] as const) : []),
    ...(values ? (['regression'] as const) : []),
  ];
}

const nameable = ({ values }: ColumnSummary): boolean =>
  values.every(({ length }) => length <= limits.name);

/** Numbers with few, whole values are mostly classes; other numbers are values. */
export function suggestedTask(column: ColumnSummary): Task | null {
  const [first, second] = tasksFor(column);
  if (first === undefined || second === undefined) return first ?? null;
  const whole = column.values.every((value) => Number.isInteger(Number(value)));
  return whole && (column.distinct ?? Infinity) <= 20 ? 'classification' : 'regression';
}

/** The last column that can be predicted; null where none can. */
export const suggestedTarget = ({ columns }: TableInfo): string | null =>
  columns.findLast((column) => column.kind !== 'count' && tasksFor(column).length > 0)?.name ??
  null;

/** Whether a column can be learnt from. */
export const isUsable = ({ kind }: ColumnSummary): boolean =>
  kind === 'number' || kind === 'category';

/** The features that a column becomes: itself, or one for each of its values. */
export const featuresOf = (column: ColumnSummary): string[] =>
  column.kind === 'category'
    ? classesOf(column).map((value) => `${column.name}=${value}`)
    : [column.name];

export interface TableChoice {
  readonly target: string;
  readonly task: Task;
  /** Names of the columns that are learnt from; the target is not among them. */
  readonly columns: readonly string[];
  readonly missing: TableSettings['missing'];
}

/** The target as a select would have it, all usable columns, and rows dropped where few are lost. */
export function suggestedChoice(info: TableInfo): TableChoice | null {
  const target = suggestedTarget(info);
  const column = info.columns.find(({ name }) => name === target);
  const task = column === undefined ? null : suggestedTask(column);
  if (target === null || task === null) return null;
  const columns = info.columns
    .filter((each) => each.name !== target && isUsable(each))
    .map(({ name }) => name);
  const lost = info.columns
    .filter(({ name }) => columns.includes(name))
    .reduce((sum, { missing }) => sum + missing, 0);
  return { target, task, columns, missing: lost > info.rows / 10 ? 'mean' : 'drop' };
}

/** Rows whose target is known, and those of them in which no chosen column is missing. */
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

/** The settings for a document, whose schema says whether they are right. */
export function tableSettings(
  info: TableInfo,
  { target, task, columns, missing }: TableChoice,
  { rows, complete }: { readonly rows: number; readonly complete: number },
): TableSettings {
  const column = info.columns.find(({ name }) => name === target);
  return {
    sha256: info.sha256,
    title: info.title,
    csv: info.csv,
    target,
    task,
    features: info.columns.filter(({ name }) => columns.includes(name)).flatMap(featuresOf),
    classes: task === 'classification' && column !== undefined ? classesOf(column) : [],
    rows,
    complete,
    missing,
    testFraction: 0.25,
  };
}
