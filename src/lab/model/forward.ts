/** A trained network's forward pass in float32, without an engine. */
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { activationValue } from '../../catalog/lookup/activation.ts';
import { layerReference } from '../../catalog/registry/layer.reference.ts';
import { requireShortForm } from '../../document/network-form.ts';
import type { Activation } from '../../document/schema.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/** About 10 ms of work. */
const multiplicationsBetweenPauses = 1e7;
const { exp } = Math;

/**
 * The outputs of rows `from` … `to` − 1 of features [rows, inputs], as [to − from, outputs]. Every
 * product and sum is rounded to float32, and sums begin at the bias, as in the engine's kernel.
 * @param divisor of the features: 255 for pixels, else 1
 */
export function forward(
  { parameters, trial }: Pick<TrainedModel, 'parameters' | 'trial'>,
  features: Uint8Array | Float32Array,
  divisor: number,
  from: number,
  to: number,
): Float32Array {
  const { activation } = requireShortForm(trial.model, 'predict with');
  const { inputs } = parameters[0]!;
  const rows = to - from;
  let values = Float32Array.from(features.subarray(from * inputs, to * inputs));
  if (divisor !== 1) values = values.map((value) => value / divisor);
  const { roundedRows } = partOf(layerReference, defaultMembers.layer);
  parameters.forEach((layer, index) => {
    const sums = new Float32Array(rows * layer.outputs);
    roundedRows(values, layer, sums, 0, rows);
    if (index < parameters.length - 1) activate(activation, sums);
    values = sums;
  });
  return values;
}

/** Like `forward`, for all rows; `pause` is called every few milliseconds and may throw to abort. */
export async function predictRows(
  model: Pick<TrainedModel, 'parameters' | 'trial'>,
  features: Uint8Array | Float32Array,
  divisor: number,
  pause: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> {
  const { inputs } = model.parameters[0]!;
  const { outputs } = model.parameters.at(-1)!;
  const count = features.length / inputs;
  const result = new Float32Array(count * outputs);
  const cost = model.parameters.reduce((sum, { weight }) => sum + weight.length, 0);
  const some = Math.max(1, Math.floor(multiplicationsBetweenPauses / cost));
  for (let from = 0; from < count; from += some) {
    await pause();
    const to = Math.min(from + some, count);
    result.set(forward(model, features, divisor, from, to), from * outputs);
  }
  return result;
}

/** e^z / Σ e^z of one row, in float64; the maximum is subtracted first, so that nothing overflows. */
export function softmax(scores: ArrayLike<number>): number[] {
  const all = Array.from(scores);
  const most = Math.max(...all);
  const powers = all.map((score) => exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The first index of the maximum, like the engines and PyTorch's argmax. */
export function largest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < scores.length; index++) {
    if (scores[index]! > scores[best]!) best = index;
  }
  return best;
}

/** In place; results are rounded to float32. */
function activate(activation: Activation, sums: Float32Array): void {
  if (activationMeta[activation].traits.isIdentity) return;
  const value = activationValue(activation);
  for (let i = 0; i < sums.length; i++) sums[i] = value(sums[i]!);
}
