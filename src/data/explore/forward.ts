/** Applies an activation to a layer's sums. */
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { activationValue } from '../../catalog/lookup/activation.ts';
import type { Activation } from '../../document/schema.ts';

/** a = g(z), in place. */
export function activate(values: Float32Array, activation: Activation): void {
  if (activationMeta[activation].traits.isIdentity) return;
  const value = activationValue(activation);
  for (let i = 0; i < values.length; i++) values[i] = value(values[i]!);
}
