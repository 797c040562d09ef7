/** What a model says of a few rows: a drawing, or the points of a curve. */
import { forward } from '../model/forward.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { Training } from '../ports/services.ts';

/** Multiplications that a page may do at once without being felt, a few milliseconds. */
const fewOperations = 2e6;

/** Here, where it takes no time that is felt; else by a worker. */
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
