/** Models that were trained here, by the lab's own engine. */
import type { Dataset } from '../../../src/protocol/dataset.ts';
import type { EpochRecord } from '../../../src/document/results.ts';
import type { TrialDocument } from '../../../src/document/schema.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { startOwnEngine } from '../../support/own-engine.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { trialOf } from '../../workers/trials.ts';

export async function trainedModel(
  document: TrialDocument,
  dataset: Dataset,
): Promise<{ readonly model: TrainedModel; readonly last: EpochRecord }> {
  const trial = trialOf(document);
  const engine = await startOwnEngine();
  let model: TrainedModel | null = null;
  let last: EpochRecord | null = null;
  for await (const event of runTrial(trial, dataset, engine)) {
    if (event.type === 'epoch') last = event.record;
    if (event.type === 'model') {
      model = { ...event, id: 'a test', trial, engine: 'wasm', trainedAt: 1 };
    }
  }
  if (model === null || last === null) throw new Error('the trial gave no model');
  return { model, last };
}
