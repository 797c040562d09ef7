/** Compares predictions with the truth, where a table has it, without keeping either. */
import type { CsvSettings } from '../../document/table.ts';
import { numberIn } from '../../data/tables/numbers.ts';
import { largest } from '../model/forward.ts';

/** What the comparison says. */
export type TruthReport =
  | { readonly task: 'classification'; readonly rows: number; readonly right: number }
  | {
      readonly task: 'regression';
      readonly rows: number;
      /** Mean squared error, and mean absolute error, in float64. */
      readonly squared: number;
      readonly absolute: number;
    };

export class Truths {
  readonly #classes: readonly string[];
  readonly #csv: CsvSettings;
  #rows = 0;
  #right = 0;
  #squares = 0;
  #absolutes = 0;

  /** @param classes of the network; empty for a regression @param csv how the table's cells are written */
  constructor(classes: readonly string[], csv: CsvSettings) {
    this.#classes = classes;
    this.#csv = csv;
  }

  /** The truth in a cell: a class index or a value; NaN if it is neither. */
  read(cell: string): number {
    const text = cell.trim();
    const value = numberIn(text, this.#csv);
    if (this.#classes.length === 0) return value;
    const index = this.#classes.indexOf(text);
    const same =
      index === -1 && !Number.isNaN(value) ? this.#classes.indexOf(String(value)) : index;
    return same === -1 ? Number.NaN : same;
  }

  /** @param outputs of the network for one row @param truth NaN if it is unknown */
  add(outputs: Float32Array, truth: number): void {
    if (Number.isNaN(truth)) return;
    this.#rows += 1;
    if (this.#classes.length > 0) {
      if (largest(outputs) === truth) this.#right += 1;
      return;
    }
    const error = outputs[0]! - truth;
    this.#squares += error ** 2;
    this.#absolutes += Math.abs(error);
  }

  /** Null if no row had a truth. */
  get report(): TruthReport | null {
    const rows = this.#rows;
    if (rows === 0) return null;
    if (this.#classes.length > 0) return { task: 'classification', rows, right: this.#right };
    return {
      task: 'regression',
      rows,
      squared: this.#squares / rows,
      absolute: this.#absolutes / rows,
    };
  }
}
