/** A trained network's forward pass in float32, without an engine. */
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { activationValue } from '../../catalog/lookup/activation.ts';
import { layerReference } from '../../catalog/registry/layer.reference.ts';
import { requireShortForm } from '../../document/network-form.ts';
import { shapeOf, trialOperations } from '../../document/parameters.ts';
import type { Activation } from '../../document/schema.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { isNamed, requireLayers } from '../../torch/layers.ts';

/** Floating-point operations of about 10 ms of work. */
const operationsBetweenPauses = 2e7;
const { exp } = Math;

/**
 * Of a network in the short form: the outputs of rows `from` … `to` − 1 of features [rows, inputs], as [to − from, outputs]. Every
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
  const layers = requireLayers(parameters, 'predict with');
  const { inputs } = layers[0]!;
  const rows = to - from;
  let values = Float32Array.from(features.subarray(from * inputs, to * inputs));
  if (divisor !== 1) values = values.map((value) => value / divisor);
  const { roundedRows } = partOf(layerReference, defaultMembers.layer);
  layers.forEach((layer, index) => {
    const sums = new Float32Array(rows * layer.outputs);
    roundedRows(values, layer, sums, 0, rows);
    if (index < layers.length - 1) activate(activation, sums);
    values = sums;
  });
  return values;
}

/** The same of any network, for all rows; `pause` is called every few milliseconds and may throw to abort. */
export async function predictRows(
  model: Pick<TrainedModel, 'parameters' | 'trial'>,
  features: Uint8Array | Float32Array,
  divisor: number,
  pause: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> {
  const { trial, parameters } = model;
  const { inputs, outputs } = shapeOf(trial.dataset);
  const count = features.length / inputs;
  const result = new Float32Array(count * outputs);
  const some = Math.max(1, Math.floor(operationsBetweenPauses / trialOperations(trial)));
  const list = isNamed(parameters) ? (await import('./forward-list.ts')).forwardList : null;
  for (let from = 0; from < count; from += some) {
    await pause();
    const to = Math.min(from + some, count);
    const part =
      list !== null && isNamed(parameters)
        ? list(trial, parameters, features, divisor, from, to)
        : forward(model, features, divisor, from, to);
    result.set(part, from * outputs);
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
