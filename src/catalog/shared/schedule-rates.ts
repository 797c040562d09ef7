import type { Course } from '../kinds/schedule.ts';

/** What a schedule of the learning rate alone knows. */
export interface LearningRate {
  readonly rates: { readonly learningRate: number };
}

/** A schedule that begins with the optimiser's own rate. */
export const startAtBase = (_: unknown, { base }: Course): LearningRate => ({
  rates: { learningRate: base.learningRate },
});

export const rateOf = (learningRate: number): LearningRate => ({ rates: { learningRate } });

export interface Line {
  readonly epochs: number;
  readonly startFactor: number;
  readonly endFactor: number;
}

/** torch.optim.lr_scheduler.LinearLR, which is also the warm-up before other schedules. */
export const linearStart = ({ startFactor }: Line, { base }: Course): LearningRate =>
  rateOf(base.learningRate * startFactor);

export function linearNext(
  before: LearningRate,
  { epochs, startFactor, endFactor }: Line,
  _: Course,
  unit: number,
): LearningRate {
  if (unit > epochs) return before;
  const slope = endFactor - startFactor;
  const ratio = 1 + slope / (epochs * startFactor + (unit - 1) * slope);
  return rateOf(before.rates.learningRate * ratio);
}
