/** Applies an activation to a layer's sums. */
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { activationReference } from '../../catalog/registry/activation.reference.ts';
import type { Activation } from '../../document/schema.ts';

/** a = g(z), in place. */
export function activate(values: Float32Array, activation: Activation): void {
  if (activationMeta[activation].traits.isIdentity) return;
  const { value } = activationReference[activation];
  for (let i = 0; i < values.length; i++) values[i] = value(values[i]!);
}
