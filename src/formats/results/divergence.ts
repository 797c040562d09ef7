/**
 * How a trial's loss became non-finite. Documents and stored trials contain it only in the error message, so the code
 * that writes the message and the code that reads it are kept together.
 */
import type { TrialError } from '../../document/results.ts';

export interface Divergence {
  /** The first step with a non-finite loss, counted from 1. */
  readonly step: number;
  readonly loss: number;
}

export const divergenceError = ({ step, loss }: Divergence): TrialError => ({
  code: 'diverged',
  message: `the loss became ${loss} at step ${step}: a smaller learning rate or initialisation may help`,
});

/** Null for other errors, and for other programs' messages. */
export function divergenceOf(error: TrialError | null | undefined): Divergence | null {
  const found = /became (NaN|-?Infinity) at step (\d+)/.exec(error?.message ?? '');
  return found === null ? null : { step: Number(found[2]), loss: Number(found[1]) };
}

/** The `divergence` key, only for trials that diverged. */
export function withDivergence(error: TrialError | null | undefined): {
  readonly divergence?: Divergence;
} {
  const divergence = divergenceOf(error);
  return divergence === null ? {} : { divergence };
}
