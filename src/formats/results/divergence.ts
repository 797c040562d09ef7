/**
 * How a trial's loss left the finite numbers. Documents and kept trials have it in the error's message alone,
 * so that what writes the message and what reads it stand side by side.
 */
import type { TrialError } from '../../document/results.ts';

export interface Divergence {
  /** The first step whose loss is no finite number, counted from 1. */
  readonly step: number;
  readonly loss: number;
}

export const divergenceError = ({ step, loss }: Divergence): TrialError => ({
  code: 'diverged',
  message: `the loss became ${loss} at step ${step}: a smaller learning rate or initialisation may help`,
});

/** Null of what did not diverge, and of other programs' messages. */
export function divergenceOf(error: TrialError | null | undefined): Divergence | null {
  const found = /became (NaN|-?Infinity) at step (\d+)/.exec(error?.message ?? '');
  return found === null ? null : { step: Number(found[2]), loss: Number(found[1]) };
}

/** The key of a trial that has it, and of no other. */
export function withDivergence(error: TrialError | null | undefined): {
  readonly divergence?: Divergence;
} {
  const divergence = divergenceOf(error);
  return divergence === null ? {} : { divergence };
}
