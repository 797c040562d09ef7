/** `--models`: writes each trial's trained model as a safetensors file. */
import path from 'node:path';
import { modelFileName } from '../../src/course/handin/model-file-name.ts';
import { modelFile } from '../../src/formats/model/model-file.ts';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { counted } from '../../src/base/numbers.ts';
import type { Plan } from './documents.ts';
import { requireFolderFor } from './output.ts';
import { messageOf, Problem } from './problem.ts';
import { writeOrRescue } from './rescue.ts';

export interface ModelFolder {
  /** Starts writing a model, while others train, so that an interrupted run keeps it. */
  take(model: TrainedModel): void;
  /** Waits until all are written. Throws Problem that names the first that could not be written. */
  written(): Promise<string>;
}

/**
 * Creates the folder if it is missing. Throws UsageProblem where no file can be written in it: after hours
 * of training would be too late to find out.
 */
export async function openModelFolder(
  option: string,
  folder: string,
  { experiment, trials }: Plan,
): Promise<ModelFolder> {
  await requireFolderFor('models', option, folder);
  const plans = new Map(trials.map((plan) => [plan.id, plan]));
  const pending: Promise<string | null>[] = [];
  return {
    take(model) {
      const file = path.join(folder, modelFileName(experiment.name, plans.get(model.id), model.id));
      pending.push(
        modelFile(model)
          .then((bytes) => writeOrRescue(file, file, bytes))
          .then(
            () => null,
            (error: unknown) => `${file} could not be written: ${messageOf(error)}`,
          ),
      );
    },
    async written() {
      const failures = (await Promise.all(pending)).filter((each) => each !== null);
      const [first] = failures;
      if (first !== undefined) {
        const others = failures.length - 1;
        throw new Problem(others === 0 ? first : `${first} (and ${counted(others, 'other')})`);
      }
      return `${counted(pending.length, 'model')} written to ${folder}.`;
    },
  };
}
