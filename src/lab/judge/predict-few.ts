/** A model's predictions for a few rows: a drawing, or the points of a curve. */
import { isList } from '../../document/network-form.ts';
import { shapeOf, trialOperations } from '../../document/parameters.ts';
import { forward } from '../model/forward.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { Training } from '../ports/services.ts';

/** Floating-point operations that the main thread may do without noticeable delay, a few milliseconds. */
const fewOperations = 4e6;

/** Computes on the main thread if that is fast enough, else on a worker. */
export function predictFew(
  lab: Pick<Training, 'predict'>,
  model: TrainedModel,
  rows: Float32Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { trial } = model;
  const count = rows.length / shapeOf(trial.dataset).inputs;
  // A list of layers is computed by an engine, which is on a worker.
  if (isList(trial.model) || count * trialOperations(trial) > fewOperations)
    return lab.predict({ model, rows }, signal);
  return Promise.resolve(forward(model, rows, 1, 0, count));
}
