/** The forward pass of a trained list of layers in float64, without an engine. Loaded only where there is one. */
import { forwardNetwork } from '../../catalog/lookup/forward.ts';
import { sizeOf } from '../../catalog/lookup/layer.ts';
import { planOf } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import type { NamedTensor } from '../../torch/layers.ts';

/** The outputs of rows `from` … `to` − 1 of features [rows, inputs], as [to − from, outputs]. */
export function forwardList(
  trial: Trial,
  tensors: readonly NamedTensor[],
  features: Uint8Array | Float32Array,
  divisor: number,
  from: number,
  to: number,
): Float32Array {
  const plan = planOf(trial);
  const inputs = sizeOf(plan.inputs);
  // Pixels are divided in float32, as an engine reads them.
  const rows = Float32Array.from(features.subarray(from * inputs, to * inputs));
  const read = divisor === 1 ? rows : rows.map((value) => value / divisor);
  const { values } = forwardNetwork(
    plan,
    tensors.map((tensor) => tensor.values),
    Float64Array.from(read),
    { training: false },
  );
  return Float32Array.from(values.at(-1)!);
}
