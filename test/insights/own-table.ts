/** Trials on a table of one's own, whose classes may have any number of rows. */
import fc from 'fast-check';
import type { ClassCounts } from '../../src/document/results.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { done, planned, type Planned } from './trials.ts';

export const yesAndNo = ['no', 'yes'] as const;

/** A fifth of the rows test. */
export function tableOf(
  classes: readonly string[],
  rows: number,
  changes: object = {},
  trial: object = {},
): Planned {
  const table = {
    sha256: 'a'.repeat(64),
    title: 'mine.csv',
    target: 'y',
    task: 'classification',
    features: ['x', 'z'],
    classes,
    rows,
    complete: rows,
    testFraction: 0.2,
  };
  return planned(changes, { ...trial, dataset: { name: 'table', table } });
}

/** Counts whose training part has the test part's shares. */
export const classesOf = (
  test: readonly number[],
  confusion?: readonly (readonly number[])[],
): ClassCounts => ({
  train: test.map((rows) => 4 * rows),
  test,
  ...(confusion === undefined ? {} : { confusion }),
});

/** A trial's end by its confusion matrix, [true class][predicted class], and its test loss. */
export function ended(
  { plans }: Planned,
  confusion: readonly (readonly number[])[],
  testLoss: number,
  index = 0,
): TrialState {
  const test = confusion.map((row) => row.reduce((sum, each) => sum + each, 0));
  const rows = test.reduce((sum, each) => sum + each, 0);
  const testAccuracy = confusion.reduce((sum, row, at) => sum + row[at]!, 0) / rows;
  const { epochs } = plans[index]!.trial;
  return done(plans[index]!, {
    epochs: Array.from({ length: epochs }, (_, at) => ({
      epoch: at + 1,
      trainLoss: testLoss,
      trainAccuracy: testAccuracy,
      testLoss,
      testAccuracy,
    })),
    classes: classesOf(test, confusion),
  });
}

/** [true class][predicted class], of 200 test rows; the first class is the most frequent one. */
export const confusions = fc
  .tuple(fc.nat(160), fc.nat(20), fc.nat(20), fc.nat(20), fc.boolean())
  .map(([right, wrong, yes, perhaps, one]): number[][] =>
    one
      ? [
          [160, 0, 0],
          [20, 0, 0],
          [20, 0, 0],
        ]
      : [
          [right, 160 - right, 0],
          [wrong, 20 - wrong, 0],
          [0, 20 - Math.min(yes, perhaps), Math.min(yes, perhaps)],
        ],
  );
