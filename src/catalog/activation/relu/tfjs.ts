import { greater, maximum, where, zerosLike } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  fused: { name: 'relu' },
  // tfjs-wasm's own ReLU, fused or not, makes 0 of what is no number, which would hide a divergence.
  notFusedOn: ['wasm'],
  value: (z, { zero }) => maximum(z, zero),
  // A product with a step would make no number of an infinite gradient at a unit that is zero.
  through: (gradient, output, { zero }) =>
    where(greater(output, zero), gradient, zerosLike(gradient)),
} satisfies ActivationTfjs;
