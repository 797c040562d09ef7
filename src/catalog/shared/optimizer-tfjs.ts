/** Averages that tfjs optimisers share. tfjs has no fused multiply-add, so results may be 1 ulp off. */
import { add, mul, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { OptimizerTools } from '../kinds/optimizer.ts';

/** buffer ← keepFactor · buffer + newFactor · g² */
export function squareAverage(
  { scalar, replace }: OptimizerTools,
  name: string,
  g: Tensor1D,
  keepFactor: number,
  newFactor: number,
): Tensor1D {
  const share: Tensor1D = mul(mul(g, scalar(`${name} new`, newFactor)), g);
  const kept = scalar(`${name} keep`, keepFactor);
  return replace(name, (old) => add(mul(old, kept), share));
}

/** buffer ← lerp(buffer, g): see src/torch/lerp.ts. */
export function lerpInto(
  { scalar, replace }: OptimizerTools,
  name: string,
  g: Tensor1D,
  c: { readonly lerpFactor: number; readonly lerpFromGradient: boolean },
): Tensor1D {
  const factor = scalar('lerpFactor', c.lerpFactor);
  return replace(name, (old) => add(c.lerpFromGradient ? g : old, mul(sub(g, old), factor)));
}
