import { greater, maximum, where, zerosLike } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  fused: { name: 'relu' },
  // tfjs-wasm's own ReLU, fused or not, turns NaN into 0, which would hide a divergence.
  notFusedOn: ['wasm'],
  value: (z, { zero }) => maximum(z, zero),
  // Multiplying by a step function would turn an infinite gradient at a zero unit into NaN.
  through: (gradient, output, { zero }) =>
    where(greater(output, zero), gradient, zerosLike(gradient)),
} satisfies ActivationTfjs;
