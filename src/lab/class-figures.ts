/** Figures per class of a classification, and the baseline of guessing. */
import type { ClassFigure } from '../catalog/kinds/metric.ts';
import { shapeOf, tableOf } from '../document/parameters.ts';
import type { ClassCounts } from '../document/results.ts';
import type { Trial } from '../document/schema.ts';

/** What a constant answer achieves on the test rows. */
export interface Chance {
  /** Accuracy of always predicting the most frequent class: its share of the test rows. */
  readonly share: number;
  /**
   * Cross-entropy of always predicting each class with its share p of the test rows, the minimum for a
   * constant answer: −Σ p ln p, in nats.
   */
  readonly loss: number;
  /** Number of classes. */
  readonly classes: number;
  /** Whether all classes have equally many rows, so that share is 1 / classes and loss is ln classes. */
  readonly equal: boolean;
  /** The most frequent class; null if all have equally many rows. */
  readonly mostFrequent: string | null;
}

/** Classes count as equal if their counts are within a twentieth of the mean. */
const nearlyEqual = 0.05;

/** Null for a user's table whose classes were not counted, and for a regression. */
export function chanceOf({ dataset }: Trial, counted?: ClassCounts): Chance | null {
  const { outputs: classes } = shapeOf(dataset);
  if (classes < 2) return null;
  const table = tableOf(dataset);
  if (table !== null && counted === undefined) return null;
  if (table === null || counted === undefined || areEqual(counted)) {
    return {
      share: 1 / classes,
      loss: Math.log(classes),
      classes,
      equal: true,
      mostFrequent: null,
    };
  }
  const { test } = counted;
  const rows = sum(test);
  const most = Math.max(...test);
  const loss = -sum(test.map((each) => (each === 0 ? 0 : (each / rows) * Math.log(each / rows))));
  return {
    share: most / rows,
    // −0 where all test rows are of one class.
    loss: loss + 0,
    classes,
    equal: false,
    mostFrequent: table.classes[test.indexOf(most)] ?? null,
  };
}

/** Over training and test rows together: a small test part is never quite equal. */
function areEqual({ train, test }: ClassCounts): boolean {
  const all = train.map((each, at) => each + (test[at] ?? 0));
  const mean = sum(all) / all.length;
  return all.every((each) => Math.abs(each - mean) <= nearlyEqual * mean);
}

/** Figures
 * of each class, in the order of the class indices.
 * @param confusion test rows, [true class][predicted class]
 */
export function classFigures(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
): readonly ClassFigure[] {
  return confusion.map((row, at) => {
    const [rows, found] = [sum(row), row[at] ?? 0];
    const predicted = sum(confusion.map((each) => each[at] ?? 0));
    return {
      name: names[at] ?? String(at),
      rows,
      predicted,
      found,
      recall: rows === 0 ? null : found / rows,
      precision: found === 0 ? 0 : found / predicted,
      f1: found === 0 ? 0 : (2 * found) / (rows + predicted),
    };
  });
}

/** Only for unequal classes: with equal ones the accuracy says the same. Null if classes were not counted. */
export function unequalClassFigures(
  trial: Trial,
  counted?: ClassCounts,
): readonly ClassFigure[] | null {
  const table = tableOf(trial.dataset);
  if (table === null || counted?.confusion === undefined || areEqual(counted)) return null;
  return classFigures(counted.confusion, table.classes);
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
