/** Saves a model to files, and reads one from a file. */
import { makeZip } from 'client-zip';
import type { PlannedTrial } from '../../../document/expand.ts';
import { canonicalJson } from '../../../document/hash.ts';
import { layersModelFiles } from '../../../formats/model/layers-model.ts';
import { modelFile, readModel } from '../../../formats/model/model-file.ts';
import type { TrainedModel } from '../../../protocol/trained-model.ts';
import { saveFile } from '../save-file.ts';

const nameOf = ({ id, trial }: TrainedModel): string => `${trial.dataset.name}-${id.slice(0, 8)}`;

export async function saveSafetensors(model: TrainedModel): Promise<void> {
  const type = 'application/octet-stream';
  saveFile(`${nameOf(model)}.safetensors`, new Blob([await modelFile(model)]), type);
}

export async function saveLayersModel(model: TrainedModel): Promise<void> {
  saveFile(`${nameOf(model)}-tfjs.zip`, await layersModelZip(model), 'application/zip');
}

/** The two files of a LayersModel as one ZIP. */
export function layersModelZip(model: TrainedModel): Promise<Blob> {
  const { json, weights } = layersModelFiles(model);
  const zip = makeZip([
    { name: 'model.json', input: json },
    { name: 'weights.bin', input: weights },
  ]);
  return new Response(zip).blob();
}

/** Throws a readable Error if the file is not a model, or not one of these trials. */
export async function readModelFile(
  file: File,
  plans: readonly PlannedTrial[],
): Promise<TrainedModel> {
  const model = await readModel(new Uint8Array(await file.arrayBuffer()), file.name);
  const own = canonicalJson(model.trial);
  const plan = plans.find(({ trial }) => canonicalJson(trial) === own);
  if (plan === undefined) {
    throw new Error(`${file.name} is not the model of any trial of this experiment.`);
  }
  return { ...model, id: plan.id };
}
