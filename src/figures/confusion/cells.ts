/** A confusion matrix as rows of cells, with the texts that stand in them. */
import { count, percent } from '../../base/numbers.ts';

/** Counts, [true class][predicted class]. */
export type Matrix = readonly (readonly number[])[];

export interface ConfusionCell {
  readonly count: string;
  /** Of the true class's rows, 0 … 1: the shade. */
  readonly share: number;
  readonly isCorrect: boolean;
  /** "3 of 10 Coat predicted as Bag, 30 %". */
  readonly description: string;
}

export interface ConfusionRow {
  /** The true class. */
  readonly name: string;
  readonly cells: readonly ConfusionCell[];
  /** The share of the class that is classified correctly; "–" where it has no rows. */
  readonly accuracy: string;
}

export const confusionTitle = 'Confusion matrix';

export const confusionRows = (matrix: Matrix, names: readonly string[]): ConfusionRow[] =>
  matrix.map((row, truth) => {
    const all = row.reduce((sum, value) => sum + value, 0);
    const name = names[truth] ?? '';
    return {
      name,
      cells: row.map((value, predicted) => {
        const share = all === 0 ? 0 : value / all;
        return {
          count: count(value),
          share,
          isCorrect: truth === predicted,
          description: `${count(value)} of ${count(all)} ${name} predicted as ${names[predicted] ?? ''}, ${percent(share)}`,
        };
      }),
      accuracy: all === 0 ? '–' : percent((row[truth] ?? 0) / all),
    };
  });
