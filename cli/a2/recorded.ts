/** Reads the files of `a2 verify`: results documents, bundles of them, and models. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { canonicalTrial } from '../../src/document/canonical-trial.ts';
import { contentHash } from '../../src/document/hash.ts';
import { isFinished } from '../../src/document/trial-status.ts';
import { readResults } from '../../src/formats/results/read.ts';
import { readModel } from '../../src/formats/model/model-file.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import { engineNamed, exactEngine } from '../../src/catalog/lookup/engine-bits.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import { recordOfTrial, type Recorded } from '../../src/lab/verify.ts';
import { trialLabel } from '../../src/text/labels.ts';
import { messageOf, Problem, systemCode, UsageProblem } from './problem.ts';

/** Something that a file records. */
export interface RecordedInFile extends Recorded {
  /** Where the record is: "results.json, Xavier". */
  readonly name: string;
}

/**
 * The records of a file, in its order. Throws UsageProblem where it cannot be read, and Problem with every
 * issue where it is not a file of the lab or was changed since it was written.
 */
export async function readRecorded(file: string): Promise<RecordedInFile[]> {
  try {
    return file.toLowerCase().endsWith('.safetensors')
      ? [await modelRecord(file, await readFile(file))]
      : await resultsRecords(file, createReadStream(file, { highWaterMark: 1 << 20 }));
  } catch (error) {
    // What is wrong with the content has been told already.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[systemCode(error)];
    throw new UsageProblem(
      `${file} cannot be read: ${reason ?? messageOf(error)}. Wanted a results document or a model (.safetensors).`,
    );
  }
}

async function resultsRecords(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<RecordedInFile[]> {
  const found = await readResults(bytes);
  if (!found.ok) {
    const issues = found.issues.slice(0, 20).map(({ message }) => `\n  ${message}`);
    throw new Problem(
      `${file} is not a results document, or was changed since it was written:${issues.join('')}`,
    );
  }
  const several = found.runs.length > 1;
  return found.runs.flatMap(
    ({ name: bundled, run: { experiment, environment, trials }, plans }) => {
      const title = bundled ?? experiment.title;
      return plans.flatMap((plan) => {
        const recorded = trials.find((each) => each.plan.id === plan.id);
        if (recorded === undefined || !isFinished(recorded)) return [];
        const name = [file, ...(several ? [title] : []), trialLabel(plan.values)].join(', ');
        const dataset = environment.datasets[plan.trial.dataset.name] ?? null;
        return [{ name, ...recordOfTrial(trialStateOf(recorded), dataset) }];
      });
    },
  );
}

async function modelRecord(file: string, bytes: Uint8Array): Promise<RecordedInFile> {
  const model = await readModel(bytes, file);
  const id = contentHash(canonicalTrial(model.trial));
  if (id !== model.id) {
    throw new Problem(`${file}: wanted ${id} as id, the hash of its trial, found "${model.id}".`);
  }
  const engine = engineNamed(model.engine) ?? exactEngine;
  return {
    name: file,
    plan: { id, trial: model.trial, values: {} },
    machine: { engine, deterministic: true },
    dataset: null,
    claim: { kind: 'model', weights: await weightsHash(model) },
  };
}
