/** Compares a retrained trial with its record, bit for bit. */
import { isFigureKey } from '../catalog/lookup/record.ts';
import type { TrialState } from './state.ts';

export interface Comparison {
  readonly equal: boolean;
  /** Numbers that were compared: batch losses and every figure that the recorded trial has. */
  readonly compared: number;
  /** The first batch whose loss differs, counted from 1; null where all are equal. */
  readonly firstStep: number | null;
  /** The first figure that differs, "epoch 3, validationLoss"; null where all are equal. */
  readonly firstFigure: string | null;
  /** The largest difference of two losses relative to the recorded one; 0 where all are equal. */
  readonly largest: number;
  /** The number of steps of each, if different. */
  readonly steps: { readonly recorded: number; readonly again: number } | null;
}

type Compared = Pick<
  TrialState,
  | 'batchLosses'
  | 'epochs'
  | 'gradientNorms'
  | 'deadUnits'
  | 'baseline'
  | 'targets'
  | 'classes'
  | 'weights'
  | 'status'
  | 'stepsDone'
>;

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
  let firstFigure: string | null = null;
  for (const [name, one] of figures) {
    const two = figuresAgain.get(name);
    if (two !== undefined && equalFigures(one, two)) continue;
    firstFigure ??= name;
    largest = Math.max(largest, relative(one, two ?? NaN));
  }
  // Equal figures do not imply equal weights.
  const sameWeights = recorded.weights === undefined || recorded.weights === again.weights;
  if (!sameWeights) firstFigure ??= 'weights';
  const equal =
    firstStep === null &&
    sameWeights &&
    firstFigure === null &&
    recorded.status === again.status &&
    recorded.epochs.length === again.epochs.length;
  const [steps, stepsAgain] = [recorded.stepsDone, again.stepsDone];
  // Losses may have been removed to make room; the weights, which they led to, then stand for them.
  const lacking = before.length === 0 && recorded.weights !== undefined;
  const fewer = before.length !== now.length && !lacking;
  const shorter = fewer || steps !== stepsAgain;
  if (fewer && firstStep === null) firstStep = common + 1;
  return {
    equal: equal && !shorter,
    compared: common + figures.size,
    firstStep,
    firstFigure,
    largest,
    steps: shorter ? { recorded: steps, again: stepsAgain } : null,
  };
}

const relative = (recorded: number, again: number): number => {
  const difference = Math.abs(recorded - again);
  if (Number.isNaN(difference)) return Infinity;
  return recorded === 0 ? difference : difference / Math.abs(recorded);
};

/** A document has null for non-finite values, read as NaN. */
const equalFigures = (recorded: number, again: number): boolean =>
  Object.is(recorded, again) || (Number.isNaN(recorded) && !Number.isFinite(again));

/**
 * Every figure except the batch losses, by a unique name. Figures that only the retrained trial has are
 * not compared: the record may be from a version of the lab that did not measure them.
 */
function figuresOf(trial: Compared): Map<string, number> {
  const { epochs, gradientNorms, deadUnits, baseline, targets, classes } = trial;
  const figures = new Map<string, number>();
  for (const { epoch, ...record } of epochs) {
    // A later version's document may have additional keys per epoch.
    const known = Object.entries(record).filter(([key]) => isFigureKey(key));
    collect(`epoch ${epoch}`, Object.fromEntries(known), figures);
  }
  collect('gradient norms', gradientNorms, figures);
  collect('dead units', deadUnits, figures);
  collect('baseline', baseline, figures);
  collect('targets', targets, figures);
  collect('classes', classes, figures);
  return figures;
}

/** The numbers in a value, at whatever depth. */
function collect(name: string, value: unknown, into: Map<string, number>): void {
  if (typeof value === 'number') into.set(name, value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) collect(`${name}, ${key}`, each, into);
  }
}
