/** From the cells of a table's row to a network's inputs, by the names that its model file holds. */
import type { CsvSettings } from '../../document/table.ts';
import { standardisedValue } from '../../data/prepare-trial.ts';
import {
  isMissing,
  isMissingNumber,
  missingRule,
  type MissingRule,
} from '../../data/tables/cells.ts';
import { numberIn } from '../../data/tables/numbers.ts';
import type { ColumnStatistics } from '../../protocol/dataset.ts';
import { columnsOf, type InputColumn } from './input-columns.ts';

/** Why a row has no inputs. */
export interface RowProblem {
  /** `missing`: a cell is empty, and training left such rows out. `unusable`: a cell is not what the network reads. */
  readonly kind: 'missing' | 'unusable';
  readonly column: string;
  /** The cell, as it is written. */
  readonly found: string;
  /** "a number", or the categories. */
  readonly wanted: string;
}

export interface InputFacts {
  readonly features: readonly string[];
  readonly statistics: ColumnStatistics;
  /** Whether training filled in missing values with the mean, or left out their rows. */
  readonly missing: 'drop' | 'mean';
}

/** Categories listed in a message. */
const shownCategories = 12;

const unknown = -1;
const gap = Number.NaN;

export class TableInputs {
  readonly #columns: readonly InputColumn[];
  readonly #statistics: ColumnStatistics;
  readonly #missing: InputFacts['missing'];
  readonly #csv: CsvSettings;
  readonly #rule: MissingRule;
  /** [features]: the row as it is encoded. */
  readonly #raw: Float64Array;

  /**
   * Throws LabError `table-format` that names each column that is missing.
   * @param names of the table's columns @param csv how its cells are written @param title the file's name
   */
  constructor(
    { features, statistics, missing }: InputFacts,
    names: readonly string[],
    csv: CsvSettings,
    title: string,
  ) {
    this.#columns = columnsOf(features, names, statistics, title);
    this.#statistics = statistics;
    this.#missing = missing;
    this.#csv = csv;
    this.#rule = missingRule(csv.missing, csv.rules);
    this.#raw = new Float64Array(features.length);
  }

  /** Indices of the table's columns that the network reads. */
  get used(): readonly number[] {
    return this.#columns.map(({ index }) => index);
  }

  /**
   * Writes a row's standardised features, [features], to `into` from `at` on; null if that worked. A cell is read as
   * in training.
   */
  encode(cells: readonly string[], into: Float32Array, at: number): RowProblem | null {
    let problem: RowProblem | null = null;
    for (const column of this.#columns) {
      const found = cells[column.index]!.trim();
      const value = numberIn(found, this.#csv);
      const isNone = this.#isMissing(found, value, column);
      if (isNone) {
        this.#fill(column, gap);
        if (this.#missing === 'drop') {
          problem ??= { kind: 'missing', column: column.name, found, wanted: 'a value' };
        }
        continue;
      }
      const wanted = this.#read(column, found, value);
      // A wrong cell is worth more than a missing one.
      if (wanted !== null && problem?.kind !== 'unusable') {
        problem = { kind: 'unusable', column: column.name, found, wanted };
      }
    }
    if (problem !== null) return problem;
    const { mean, deviation } = this.#statistics;
    const raw = this.#raw;
    for (let i = 0; i < raw.length; i++) {
      into[at + i] = standardisedValue(raw[i]!, mean[i]!, deviation[i]!);
    }
    return null;
  }

  /** By the rules of ColumnBuilder: "-" and the like are missing in a column of numbers only. */
  #isMissing(text: string, value: number, column: InputColumn): boolean {
    const isNumber = !Number.isNaN(value);
    if ((!isNumber || this.#csv.missing !== null) && isMissing(text, this.#rule)) return true;
    return !isNumber && column.isNumeric && isMissingNumber(text, this.#rule);
  }

  #fill({ feature, codes }: InputColumn, value: number): void {
    if (feature !== null) this.#raw[feature] = value;
    for (const code of codes.values()) this.#raw[code] = value;
  }

  /** @returns what was wanted; null if the cell could be used */
  #read(column: InputColumn, text: string, value: number): string | null {
    const { feature, codes, isNumeric, isOpen } = column;
    if (feature !== null) {
      if (Number.isNaN(value)) return 'a number';
      this.#raw[feature] = value;
    }
    if (codes.size === 0) return null;
    const asNumber = (isNumeric || this.#csv.rules === 1) && !Number.isNaN(value);
    const code = codes.get(text) ?? (asNumber ? codes.get(String(value)) : undefined) ?? unknown;
    if (code === unknown && !isOpen) return categoriesText([...codes.keys()]);
    for (const each of codes.values()) this.#raw[each] = 0;
    if (code !== unknown) this.#raw[code] = 1;
    return null;
  }
}

function categoriesText(values: readonly string[]): string {
  const shown = values.slice(0, shownCategories).map((value) => `"${value}"`);
  const more = values.length - shown.length;
  return `one of ${shown.join(', ')}${more > 0 ? ` and ${more} others` : ''}`;
}
