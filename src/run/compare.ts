/** Whether a trial that was trained again came to the same, bit for bit. */
import type { TrialState } from './state.ts';

export interface Comparison {
  readonly equal: boolean;
  /** Numbers that were compared: batch losses, figures of epochs and gradient norms. */
  readonly compared: number;
  /** The first batch whose loss differs, counted from 1; null where all are equal. */
  readonly firstStep: number | null;
  /** The largest difference of two losses relative to the recorded one; 0 where all are equal. */
  readonly largest: number;
  /** How many steps each of them has, where that differs. */
  readonly steps: { readonly recorded: number; readonly again: number } | null;
}

type Compared = Pick<TrialState, 'batchLosses' | 'epochs' | 'gradientNorms' | 'stepsDone'>;

export function compareTrials(recorded: Compared, again: Compared): Comparison {
  const [before, now] = [recorded.batchLosses, again.batchLosses];
  const common = Math.min(before.length, now.length);
  let firstStep: number | null = null;
  let largest = 0;
  for (let step = 0; step < common; step++) {
    const [one, two] = [before[step]!, now[step]!];
    if (Object.is(one, two)) continue;
    firstStep ??= step + 1;
    largest = Math.max(largest, relative(one, two));
  }
  const [figures, figuresAgain] = [figuresOf(recorded), figuresOf(again)];
  let equal = firstStep === null && figures.length === figuresAgain.length;
  for (let at = 0; at < Math.min(figures.length, figuresAgain.length); at++) {
    const [one, two] = [figures[at]!, figuresAgain[at]!];
    if (Object.is(one, two)) continue;
    equal = false;
    largest = Math.max(largest, relative(one, two));
  }
  const [steps, stepsAgain] = [recorded.stepsDone, again.stepsDone];
  const shorter = before.length !== now.length || steps !== stepsAgain;
  if (shorter && firstStep === null && before.length !== now.length) firstStep = common + 1;
  return {
    equal: equal && !shorter,
    compared: common + figures.length,
    firstStep,
    largest,
    steps: shorter ? { recorded: steps, again: stepsAgain } : null,
  };
}

const relative = (recorded: number, again: number): number => {
  const difference = Math.abs(recorded - again);
  if (Number.isNaN(difference)) return Infinity;
  return recorded === 0 ? difference : difference / Math.abs(recorded);
};

/** Only figures that both versions of the lab have: those that are numbers, by name. */
function figuresOf({ epochs, gradientNorms }: Compared): number[] {
  const norms = gradientNorms === null ? [] : [gradientNorms.loss, ...gradientNorms.activations];
  return [
    ...epochs.flatMap((record) =>
      Object.entries(record)
        .filter(([name, value]) => /^(train|test)/.test(name) && typeof value === 'number')
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]: [string, number]) => value),
    ),
    ...norms,
  ];
}
