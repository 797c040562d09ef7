/** Features of a table by their names: a column of numbers, or one value of a category. */
import { limits } from '../experiment/limits.ts';
import { columnNames, uniqueName } from './names.ts';
import { mostValues, type ColumnSummary, type TableInfo } from './types.ts';

export interface TableFeature {
  readonly name: string;
  /** Index of the column. */
  readonly column: number;
  /** The value's code; null for the column's numbers. */
  readonly code: number | null;
}

type Columns = Pick<TableInfo, 'columns'>;

/** The classes of a column in the order of their indices: numbers by size, texts by their letters. */
export function classesOf({ values }: Pick<ColumnSummary, 'values'>): string[] {
  const numeric = values.every((value) => value !== '' && Number.isFinite(Number(value)));
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return values.toSorted((a, b) => (numeric ? Number(a) - Number(b) : 0) || byText(a, b));
}

/** Whether each value of a column can be an input of its own, named "column=value". */
export const canBeCategories = ({ name, values, kind }: ColumnSummary): boolean =>
  kind !== 'constant' &&
  values.length >= 2 &&
  values.length <= mostValues &&
  values.every((value) => name.length + 1 + value.length <= limits.name);

/**
 * All that can be learnt from, by name. Columns keep their names; a category's value whose name another
 * column or value has already gets a number behind it. The same table has always the same names.
 */
export function tableFeatures({ columns }: Columns): ReadonlyMap<string, TableFeature> {
  const used = new Set(columnNames(columns.map(({ name }) => name)));
  const features = new Map<string, TableFeature>();
  const add = (feature: TableFeature) => features.set(feature.name, feature);
  columns.forEach(({ name, numbers }, column) => {
    if (numbers !== null) add({ name, column, code: null });
  });
  // Numbers that may be taken for categories come last, so that they rename no other.
  for (const ofNumbers of [false, true]) {
    columns.forEach((summary, column) => {
      if ((summary.numbers !== null) !== ofNumbers || !canBeCategories(summary)) return;
      for (const value of classesOf(summary)) {
        const name = uniqueName(`${summary.name}=${value}`, used);
        add({ name, column, code: summary.values.indexOf(value) + 1 });
      }
    });
  }
  return features;
}

/** The features that a column becomes, in the order of its values. */
export function featuresOf(
  features: ReadonlyMap<string, TableFeature>,
  column: number,
  asCategory: boolean,
): string[] {
  return [...features.values()]
    .filter((each) => each.column === column && (each.code !== null) === asCategory)
    .map(({ name }) => name);
}
