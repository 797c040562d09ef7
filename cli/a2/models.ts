/** `--models`: what each trial has learnt, as a safetensors file of its own. */
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../data/cache.mjs';
import type { PlannedTrial } from '../../src/experiment/expand.ts';
import { safetensorsFile } from '../../src/model/safetensors.ts';
import type { TrainedModel } from '../../src/model/types.ts';
import { counted } from '../../src/words/format.ts';
import { trialLabel } from '../../src/words/words.ts';
import type { Plan } from './documents.ts';
import { messageOf, systemCode, UsageProblem } from './problem.ts';

/** Characters of a trial's label in its file's name: folders take 255 bytes at most. */
const mostLabel = 80;

export interface ModelFolder {
  /** Begins to write a model: while others train, so that an interrupted run keeps it. */
  take(model: TrainedModel): void;
  /** Waits until all are written. Throws an Error that names the first that could not be. */
  written(): Promise<string>;
}

/**
 * Makes the folder where it is missing. Throws UsageProblem where it could take no files: after hours
 * of training it would be too late to find out.
 */
export async function openModelFolder(
  option: string,
  folder: string,
  { experiment, trials }: Plan,
): Promise<ModelFolder> {
  const probe = path.join(folder, `.a2-${process.pid}.probe`);
  try {
    await mkdir(folder, { recursive: true });
    await (await open(probe, 'wx')).close();
    await rm(probe, { force: true });
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'it is no folder'
        : `of ${code || messageOf(error)}`;
    throw new UsageProblem(
      `${option}: ${folder} cannot take models, because ${why}. Wanted a folder that is writable or can be made.`,
    );
  }
  const plans = new Map(trials.map((plan) => [plan.id, plan]));
  const pending: Promise<string | null>[] = [];
  return {
    take(model) {
      const file = path.join(folder, nameOf(experiment.name, plans.get(model.id), model.id));
      pending.push(
        writeWhole(file, safetensorsFile(model)).then(
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
        throw new Error(others === 0 ? first : `${first} (and ${counted(others, 'other')})`);
      }
      return `${counted(pending.length, 'model')} written to ${folder}.`;
    },
  };
}

/** "I1d-xavier-0f3a9c21.safetensors": for people the label, for machines the start of the id. */
function nameOf(experiment: string, plan: PlannedTrial | undefined, id: string): string {
  const varied = plan !== undefined && Object.keys(plan.values).length > 0;
  const words = varied ? `${experiment} ${trialLabel(plan.values)}` : experiment;
  const label = words
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, mostLabel)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return `${[label, id.slice(0, 8)].filter((part) => part !== '').join('-')}.safetensors`;
}
