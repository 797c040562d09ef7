/**
 * torch.optim.Adam and AdamW 2.13 on the CPU: p ← F(p · shrink), m ← lerp(m, g),
 * v ← fma(F(oneMinusBeta2 · g), g, F(v · beta2)), amsgrad: w ← max(w, v), used in v's place;
 * p ← p + F(−stepSize · m) / (√v / rootCorrection + epsilon).
 */
import { settledMean, settledSquare } from '../../shared/settled.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { Coefficients, OptimizerPlan } from '../../kinds/optimizer.ts';
import { lerpCoefficients } from '../../../torch/lerp.ts';
import type meta from './meta.ts';

const F = Math.fround;
export type AdamSettings = SettingsOf<typeof meta.fields>;

export interface AdamCoefficients extends Coefficients {
  /** 1 − learningRate · decoupled weight decay; exactly 1 for Adam. */
  readonly shrink: number;
  readonly beta2: number;
  readonly oneMinusBeta2: number;
  /** learningRate / (1 − beta1ᵗ) */
  readonly stepSize: number;
  /** √(1 − beta2ᵗ) */
  readonly rootCorrection: number;
  readonly epsilon: number;
  readonly lerpFactor: number;
  readonly lerpFromGradient: boolean;
  /** Values of m, and of v, below which the kernel sets them to zero. */
  readonly leastMean: number;
  readonly leastSquare: number;
}

/** @param decoupled whether the weight decay shrinks the parameters instead of being added to the gradients */
export const adamCoefficients = (
  settings: AdamSettings,
  t: number,
  decoupled: boolean,
): AdamCoefficients => {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = settings;
  return {
    weightDecay: decoupled ? 0 : F(weightDecay),
    shrink: decoupled ? F(1 - learningRate * weightDecay) : 1,
    beta2: F(beta2),
    oneMinusBeta2: F(1 - beta2),
    stepSize: F(learningRate / (1 - beta1 ** t)),
    rootCorrection: F(Math.sqrt(1 - beta2 ** t)),
    epsilon: F(epsilon),
    ...lerpCoefficients(1 - beta1),
    leastMean: F(settledMean(epsilon, beta1)),
    leastSquare: F(settledSquare(epsilon, beta2)),
  };
};

export const adamPlan = {
  slots: ['firstMoment', 'secondMoment', 'largestSecondMoment'],
  buffers: ({ amsgrad }: AdamSettings) => [
    'firstMoment',
    'secondMoment',
    ...(amsgrad ? ['largestSecondMoment'] : []),
  ],
  record: [
    'weightDecay',
    'stepSize',
    'rootCorrection',
    'beta2',
    'oneMinusBeta2',
    'lerpFactor',
    'lerpFromGradient',
    'epsilon',
    'shrink',
    'leastMean',
    'leastSquare',
  ],
};

export default {
  ...adamPlan,
  coefficients: (settings, t) => adamCoefficients(settings, t, false),
} satisfies OptimizerPlan<AdamSettings>;
