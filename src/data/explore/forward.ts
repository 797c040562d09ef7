/** A forward pass that keeps what engines throw away: every layer's outputs. */
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { activationReference } from '../../catalog/registry/activation.reference.ts';
import type { Activation } from '../../document/schema.ts';
import type { LayerParameters } from '../../torch/layers.ts';

/**
 * z = x Wᵀ + b for rows `from` … `to` − 1, written into `z`. Sums are float64 and rounded to float32
 * once, so they agree with an engine's to its own rounding.
 * @param x [rows, inputs] @param z [rows, outputs]
 */
export function linearRows(
  x: Float32Array,
  { inputs, outputs, weight, bias }: LayerParameters,
  z: Float32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const start = row * inputs;
    for (let output = 0; output < outputs; output++) {
      const weights = output * inputs;
      let sum = bias[output]!;
      for (let input = 0; input < inputs; input++) {
        sum += x[start + input]! * weight[weights + input]!;
      }
      z[row * outputs + output] = sum;
    }
  }
}

/** a = g(z), in place. */
export function activate(values: Float32Array, activation: Activation): void {
  if (activationMeta[activation].traits.isIdentity) return;
  const { value } = activationReference[activation];
  for (let i = 0; i < values.length; i++) values[i] = value(values[i]!);
}
