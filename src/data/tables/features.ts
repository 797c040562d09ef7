/** Features of a table by their names: a column of numbers, or one value of a category. */
import { limits } from '../../document/limits.ts';
import { uniqueName } from './names.ts';
import { maxValues, type ColumnSummary, type TableInfo } from '../../protocol/table.ts';

export interface TableFeature {
  readonly name: string;
  /** Index of the column. */
  readonly column: number;
  /** The value's code; null for the column's numbers. */
  readonly code: number | null;
}

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
  values.length <= maxValues &&
  values.every((value) => name.length + 1 + value.length <= limits.name);

/**
 * All usable features. Columns keep their names; a category value whose name is already taken gets a number
 * appended. The same table always gives the same names.
 */
export class TableFeatures {
  readonly #columns: TableInfo['columns'];
  /** For text columns, whose values may rename each other, and for numeric columns that were requested. */
  readonly #categories = new Map<number, readonly TableFeature[]>();
  readonly #used: ReadonlySet<string>;
  readonly #byName = new Map<string, TableFeature>();

  constructor({ columns }: Pick<TableInfo, 'columns'>) {
    this.#columns = columns;
    const used = new Set(columns.map(({ name }) => name));
    columns.forEach((summary, column) => {
      const { name, numbers } = summary;
      if (numbers !== null) this.#byName.set(name, { name, column, code: null });
      else if (canBeCategories(summary)) {
        const features = categoriesOf(summary, column, used);
        this.#categories.set(column, features);
        for (const feature of features) this.#byName.set(feature.name, feature);
      }
    });
    this.#used = used;
  }

  /** The features of a column, in the order of its values. */
  ofColumn(column: number, asCategory: boolean): readonly TableFeature[] {
    const summary = this.#columns[column];
    if (summary === undefined) return [];
    if (summary.numbers === null) return this.#categories.get(column) ?? [];
    if (asCategory) return this.#ofNumbers(summary, column);
    return [{ name: summary.name, column, code: null }];
  }

  find(name: string): TableFeature | undefined {
    const found = this.#byName.get(name);
    if (found !== undefined) return found;
    for (const [column, summary] of this.#columns.entries()) {
      if (summary.numbers === null || !name.startsWith(`${summary.name}=`)) continue;
      const value = this.#ofNumbers(summary, column).find((feature) => feature.name === name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * Made only on request: an image has 784 columns of 256 values. Values of two numeric columns cannot have the
   * same name, since no number contains "=".
   */
  #ofNumbers(summary: ColumnSummary, column: number): readonly TableFeature[] {
    if (!canBeCategories(summary)) return [];
    const made = this.#categories.get(column) ?? categoriesOf(summary, column, new Set(this.#used));
    this.#categories.set(column, made);
    return made;
  }
}

function categoriesOf(
  summary: ColumnSummary,
  column: number,
  used: Set<string>,
): readonly TableFeature[] {
  return classesOf(summary).map((value) => ({
    name: uniqueName(`${summary.name}=${value}`, used),
    column,
    code: summary.values.indexOf(value) + 1,
  }));
}
