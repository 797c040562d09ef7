/** The figure that rules which act while a trial trains go by: a schedule on a plateau. */
import { figureKey, minimisedMetric } from '../catalog/lookup/metric.ts';
import { taskOf } from './parameters.ts';
import type { DatasetSettings } from './schema.ts';

/**
 * Its key in the records of epochs: the loss of the validation part, or of the training part if no rows are held out.
 * Never of the test part, which is left for the end.
 */
export const observedKey = (dataset: DatasetSettings): string =>
  figureKey(dataset.validation === null ? 'train' : 'validation', minimisedMetric(taskOf(dataset)));
