/**
 * The network of question T6, as this lab reads it: h = σ(w₁x), a number y₁ = w₂h and the probability of
 * a class y₂ = σ(w₃h), trained together with one loss.
 */
import { sigmoid, softplus } from './activation.ts';

/**
 * The second part of the loss as the question prints it, t₂ ln y₂ + (1 − t₂) ln(1 − y₂), or with the
 * minus sign of a cross-entropy.
 */
export type LossForm = 'printed' | 'corrected';

/** What the hidden unit applies to w₁x: the figure that would show it is unavailable. */
export type SharedUnit = 'sigmoid' | 'linear';

/** w₁, w₂, w₃ */
export type SharedWeights = readonly [number, number, number];

export interface TaskSample {
  readonly x: number;
  /** Target of y₁. */
  readonly t1: number;
  /** Target of y₂, 0 … 1. */
  readonly t2: number;
}

export interface Outputs {
  /** w₁x */
  readonly z: number;
  readonly h: number;
  readonly y1: number;
  /** w₃h */
  readonly z2: number;
  readonly y2: number;
}

export function outputs(
  [w1, w2, w3]: SharedWeights,
  x: number,
  unit: SharedUnit = 'sigmoid',
): Outputs {
  const z = w1 * x;
  const h = unit === 'sigmoid' ? sigmoid(z) : z;
  const z2 = w3 * h;
  return { z, h, y1: w2 * h, z2, y2: sigmoid(z2) };
}

const sign = (form: LossForm): number => (form === 'printed' ? -1 : 1);

export interface SampleLoss {
  /** ½(y₁ − t₁)² */
  readonly regression: number;
  /** −[t₂ ln y₂ + (1 − t₂) ln(1 − y₂)], the usual cross-entropy */
  readonly crossEntropy: number;
}

export function sampleLoss(
  w: SharedWeights,
  { x, t1, t2 }: TaskSample,
  unit?: SharedUnit,
): SampleLoss {
  const { y1, z2 } = outputs(w, x, unit);
  return { regression: 0.5 * (y1 - t1) ** 2, crossEntropy: softplus(z2) - t2 * z2 };
}

/** The sum over the batch. */
export const batchLoss = (
  w: SharedWeights,
  batch: readonly TaskSample[],
  form: LossForm,
  unit?: SharedUnit,
): number =>
  batch.reduce((sum, sample) => {
    const { regression, crossEntropy } = sampleLoss(w, sample, unit);
    return sum + regression + sign(form) * crossEntropy;
  }, 0);

/** The factors of one sample's ∂l/∂w₁ = (∂l/∂y₁·w₂ ± (y₂ − t₂)·w₃) · ∂h/∂z · x. */
export interface SharedDerivative {
  /** y₁ − t₁ */
  readonly error1: number;
  /** ∂l/∂(w₃h): y₂ − t₂, negated under the printed loss */
  readonly error2: number;
  /** Both paths, summed: ∂l/∂h */
  readonly dh: number;
  /** ∂h/∂z: h(1 − h) of a sigmoid, 1 of a linear unit */
  readonly slope: number;
  readonly x: number;
  /** ∂l/∂w₁ of this sample */
  readonly dw1: number;
}

export function sharedDerivative(
  w: SharedWeights,
  { x, t1, t2 }: TaskSample,
  form: LossForm,
  unit: SharedUnit = 'sigmoid',
): SharedDerivative {
  const { h, y1, y2 } = outputs(w, x, unit);
  const error1 = y1 - t1;
  const error2 = sign(form) * (y2 - t2);
  const dh = error1 * w[1] + error2 * w[2];
  const slope = unit === 'sigmoid' ? h * (1 - h) : 1;
  return { error1, error2, dh, slope, x, dw1: dh * slope * x };
}

/** ∂l/∂w₁ of the batch: the samples' derivatives, summed. */
export const batchDerivative = (
  w: SharedWeights,
  batch: readonly TaskSample[],
  form: LossForm,
  unit?: SharedUnit,
): number => batch.reduce((sum, sample) => sum + sharedDerivative(w, sample, form, unit).dw1, 0);

/** ∂l/∂w₁, ∂l/∂w₂ and ∂l/∂w₃ of the batch. */
export const batchGradients = (
  w: SharedWeights,
  batch: readonly TaskSample[],
  form: LossForm,
  unit?: SharedUnit,
): [number, number, number] =>
  batch.reduce<[number, number, number]>(
    (sums, sample) => {
      const { h } = outputs(w, sample.x, unit);
      const { dw1, error1, error2 } = sharedDerivative(w, sample, form, unit);
      return [sums[0] + dw1, sums[1] + error1 * h, sums[2] + error2 * h];
    },
    [0, 0, 0],
  );
