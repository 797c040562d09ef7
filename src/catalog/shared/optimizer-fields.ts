/** Settings that several optimisers share, with PyTorch's meaning. */
import type { FlagField, RealField } from '../kinds/fields.ts';

export const learningRate = <Default extends number>(preset: Default) =>
  ({
    kind: 'real',
    above: 0,
    atMost: 1e6,
    default: preset,
    label: 'learning rate',
    short: 'rate',
  }) as const satisfies RealField;

/** A share that is kept from step to step: 0 ≤ x < 1. */
const decay = <Default extends number>(preset: Default, label: string) =>
  ({ kind: 'real', atLeast: 0, below: 1, default: preset, label }) as const satisfies RealField;

export const momentum = { ...decay(0, 'momentum'), said: true } as const satisfies RealField;
export const alpha = decay(0.99, 'smoothing α');
export const beta1 = decay(0.9, 'β₁');
export const beta2 = decay(0.999, 'β₂');

export const epsilon = {
  kind: 'real',
  above: 0,
  atMost: 1,
  default: 1e-8,
  label: 'epsilon',
} as const satisfies RealField;

export const weightDecay = <Default extends number>(preset: Default) =>
  ({
    kind: 'real',
    atLeast: 0,
    atMost: 1e3,
    default: preset,
    label: 'weight decay',
  }) as const satisfies RealField;

export const flag = (label: string) =>
  ({ kind: 'flag', default: false, label }) as const satisfies FlagField;
