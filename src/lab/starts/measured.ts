/** Untrained networks as they were measured: what explanations of a run rest on besides the run itself. */
import { canonicalJson } from '../../document/hash.ts';
import { isList } from '../../document/network-form.ts';
import type { Trial } from '../../document/schema.ts';
import type { Inspection } from '../../protocol/inspection.ts';

export interface MeasuredStart {
  readonly trial: Trial;
  readonly inspection: Inspection;
}

/** Equal where weights, data, batches and first steps are equal. */
export const startKey = ({ dataset, model, init, optimizer, seed, batchSize }: Trial): string =>
  canonicalJson({ dataset, model, init, optimizer, seed, batchSize });

/** Equal where only the depth differs. */
export const withoutDepth = (trial: Trial): string =>
  startKey(isList(trial.model) ? trial : { ...trial, model: { ...trial.model, depth: 0 } });
