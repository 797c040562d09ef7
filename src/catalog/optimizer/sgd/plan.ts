/**
 * torch.optim.SGD 2.13 on the CPU. With momentum: b ← fma(g, gradientFactor, F(b · momentum)), then
 * g ← nesterov ? fma(b, momentum, g) : b. Then p ← fma(g, −learningRate, p).
 */
import type { SettingsOf } from '../../kinds/fields.ts';
import type { Coefficients, OptimizerPlan } from '../../kinds/optimizer.ts';
import type meta from './meta.ts';

const F = Math.fround;
export type SgdSettings = SettingsOf<typeof meta.fields>;

export interface SgdCoefficients extends Coefficients {
  readonly momentum: number;
  /** 1 in the first step, which is not dampened, and 1 − dampening afterwards. */
  readonly gradientFactor: number;
  readonly nesterov: boolean;
  readonly learningRate: number;
}

export default {
  slots: ['momentum'],
  buffers: ({ momentum }) => (momentum === 0 ? [] : ['momentum']),
  coefficients: (settings, t): SgdCoefficients => ({
    weightDecay: F(settings.weightDecay),
    momentum: F(settings.momentum),
    gradientFactor: t === 1 ? 1 : F(1 - settings.dampening),
    nesterov: settings.nesterov,
    learningRate: F(settings.learningRate),
  }),
  record: ['weightDecay', 'learningRate', 'momentum', 'gradientFactor', 'nesterov'],
} satisfies OptimizerPlan<SgdSettings>;
