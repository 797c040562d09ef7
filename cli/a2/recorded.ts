/** What `a2 verify` reads: results documents, bundles of them, and models. */
import { readFile } from 'node:fs/promises';
import { canonicalTrial, contentHash } from '../../src/experiment/hash.ts';
import { parseExperiment } from '../../src/experiment/parse.ts';
import { decodeText } from '../../src/experiment/text.ts';
import { readModel } from '../../src/model/model-file.ts';
import { weightsHash } from '../../src/model/weights-hash.ts';
import { engineChoices } from '../../src/protocol/worker-api.ts';
import { isFinished } from '../../src/run/kept/kept-state.ts';
import { recordOfTrial, type Recorded } from '../../src/run/verify.ts';
import { mostBytes, readResults } from '../../src/store/exchange.ts';
import { stateOf } from '../../src/run/kept/stored-trial.ts';
import { megabytes } from '../../src/words/format.ts';
import { trialLabel } from '../../src/words/words.ts';
import { messageOf, Problem, systemCode, UsageProblem } from './problem.ts';

/** Something that a file records. */
export interface RecordedInFile extends Recorded {
  /** "results.json, Xavier": where it stands. */
  readonly name: string;
}

/**
 * What a file records, in its order. Throws UsageProblem where it cannot be read, and Problem with every
 * issue where it is none of ours or was changed since it was written.
 */
export async function readRecorded(file: string): Promise<RecordedInFile[]> {
  const bytes = await bytesOf(file);
  return file.toLowerCase().endsWith('.safetensors')
    ? [await modelRecord(file, bytes)]
    : resultsRecords(file, decodeText(bytes));
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[systemCode(error)];
    throw new UsageProblem(
      `${file} cannot be read: ${reason ?? messageOf(error)}. Wanted a results document or a model (.safetensors).`,
    );
  }
}

async function resultsRecords(file: string, text: string): Promise<RecordedInFile[]> {
  if (text.length > mostBytes) {
    throw new Problem(
      `${file} has ${megabytes(text.length)}; results of at most ${megabytes(mostBytes)} are read.`,
    );
  }
  const found = await readResults(text, file);
  if (!found.ok) {
    const issues = found.issues.slice(0, 20).map(({ message }) => `\n  ${message}`);
    throw new Problem(`${file} is no results document as it was written:${issues.join('')}`);
  }
  const several = found.runs.length > 1;
  return found.runs.flatMap(({ run, trials }) => {
    const parsed = parseExperiment(run.experiment);
    if (!parsed.ok) return [];
    return run.trials.flatMap(({ id, key }) => {
      const plan = parsed.trials.find((each) => each.id === id);
      const stored = key === null ? undefined : trials.get(key);
      if (plan === undefined || stored === undefined) return [];
      const trial = stateOf(stored, plan);
      if (!isFinished(trial)) return [];
      const name = [file, ...(several ? [run.name] : []), trialLabel(plan.values)].join(', ');
      const dataset = run.datasets[plan.trial.dataset.name] ?? null;
      return [{ name, ...recordOfTrial(trial, dataset) }];
    });
  });
}

async function modelRecord(file: string, bytes: Uint8Array): Promise<RecordedInFile> {
  const model = await readModel(bytes, file);
  const id = contentHash(canonicalTrial(model.trial));
  if (id !== model.id) {
    throw new Problem(`${file}: wanted ${id} as id, the hash of its trial, found "${model.id}".`);
  }
  const engine = engineChoices.find((each) => each === model.engine && each !== 'auto') ?? 'wasm';
  return {
    name: file,
    plan: { id, trial: model.trial, values: {} },
    machine: { engine, deterministic: true },
    dataset: null,
    claim: { kind: 'model', weights: await weightsHash(model) },
  };
}
