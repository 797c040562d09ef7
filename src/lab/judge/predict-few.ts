/** A model's predictions for a few rows: a drawing, or the points of a curve. */
import { forward } from '../model/forward.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { Training } from '../ports/services.ts';

/** Multiplications that the main thread may do without noticeable delay, a few milliseconds. */
const fewOperations = 2e6;

/** Computes on the main thread if that is fast enough, else on a worker. */
export function predictFew(
  lab: Pick<Training, 'predict'>,
  model: TrainedModel,
  rows: Float32Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { parameters } = model;
  const count = rows.length / parameters[0]!.inputs;
  const cost = count * parameters.reduce((sum, { weight }) => sum + weight.length, 0);
  if (cost > fewOperations) return lab.predict({ model, rows }, signal);
  return Promise.resolve(forward(model, rows, 1, 0, count));
}
