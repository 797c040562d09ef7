/** A hash of a network's learnt parameters: equal hashes, equal bits. */
import { sha256Of } from '../../base/digest.ts';
import { isNamed } from '../../torch/layers.ts';
import { inFileOrder, isCounter } from './state-names.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/**
 * The sha256, in lower-case hexadecimal, over every layer's weights [outputs, inputs] and bias [outputs],
 * input side first, as little-endian float32, or over all tensors of a list of layers in the order of its file, counts
 * of steps as little-endian int64; then, where the features were standardised, over means and
 * deviations [inputs] as little-endian float64.
 */
export function weightsHash({
  parameters,
  statistics,
}: Pick<TrainedModel, 'parameters' | 'statistics'>): Promise<string> {
  const ordered = isNamed(parameters) ? inFileOrder(parameters) : [];
  const counts = ordered.filter(isCounter).flatMap(({ values }) => [...values]);
  const floats = [
    ...(isNamed(parameters) ? [] : parameters.flatMap(({ weight, bias }) => [weight, bias])),
    ...ordered.filter((tensor) => !isCounter(tensor)).map(({ values }) => values),
  ];
  const doubles = statistics === null ? [] : [statistics.mean, statistics.deviation];
  const length = [...floats, ...doubles].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(8 * counts.length + length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const count of counts) {
    view.setBigInt64(at, BigInt(count), true);
    at += 8;
  }
  for (const values of floats) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  for (const values of doubles) {
    for (const value of values) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  }
  return sha256Of(bytes);
}
