/**
 * torch.optim.RMSprop 2.13 on the CPU: s ← fma(F(oneMinusAlpha · g), g, F(s · alpha)). Centred:
 * a ← lerp(a, g), r ← √fma(−a, a, s); else r ← √s. r ← r + epsilon, outside the root. With momentum:
 * b ← F(b · momentum) + g / r, p ← fma(b, −learningRate, p); else p ← p + F(−learningRate · g) / r.
 */
import { settledSquare } from '../../shared/settled.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { Coefficients, OptimizerPlan } from '../../kinds/optimizer.ts';
import { lerpCoefficients } from '../../../torch/lerp.ts';
import type meta from './meta.ts';

const F = Math.fround;
export type RmspropSettings = SettingsOf<typeof meta.fields>;

export interface RmspropCoefficients extends Coefficients {
  readonly alpha: number;
  readonly oneMinusAlpha: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly learningRate: number;
  readonly lerpFactor: number;
  readonly lerpFromGradient: boolean;
  /** Value of s below which the kernel sets it to zero. */
  readonly leastSquare: number;
}

export default {
  slots: ['squareAverage', 'momentum', 'gradientAverage'],
  buffers: ({ centered, momentum }) => [
    'squareAverage',
    ...(centered ? ['gradientAverage'] : []),
    ...(momentum === 0 ? [] : ['momentum']),
  ],
  coefficients: (settings): RmspropCoefficients => ({
    weightDecay: F(settings.weightDecay),
    alpha: F(settings.alpha),
    oneMinusAlpha: F(1 - settings.alpha),
    epsilon: F(settings.epsilon),
    momentum: F(settings.momentum),
    learningRate: F(settings.learningRate),
    ...lerpCoefficients(1 - settings.alpha),
    leastSquare: F(settledSquare(settings.epsilon, settings.alpha)),
  }),
  record: [
    'weightDecay',
    'learningRate',
    'momentum',
    'alpha',
    'oneMinusAlpha',
    'lerpFactor',
    'lerpFromGradient',
    'epsilon',
    'leastSquare',
  ],
} satisfies OptimizerPlan<RmspropSettings>;
