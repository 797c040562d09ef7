/** What `a2 verify` reads: results documents, bundles of them, and models. */
import { readFile } from 'node:fs/promises';
import type { PlannedTrial } from '../../src/document/expand.ts';
import { canonicalTrial, contentHash } from '../../src/document/hash.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { decodeText } from '../../src/document/text.ts';
import { readModel } from '../../src/formats/model/model-file.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import { engineNamed, exactEngine } from '../../src/catalog/lookup/engine-bits.ts';
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { machineOf } from '../../src/lab/again.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { mostBytes, readResults } from '../../src/store/exchange.ts';
import { stateOf } from '../../src/store/stored-trial.ts';
import { megabytes } from '../../src/base/numbers.ts';
import { trialLabel } from '../../src/text/words.ts';
import { messageOf, Problem, systemCode, UsageProblem } from './problem.ts';

export interface RecordedMachine {
  readonly engine: EngineChoice;
  readonly deterministic: boolean;
}

/** One thing that training again is to come to: a trial of a document, or the weights of a model. */
export interface Recorded {
  /** "results.json, Xavier": where it stands. */
  readonly name: string;
  readonly plan: PlannedTrial;
  readonly machine: RecordedMachine;
  /** The checksum of the data that the record names; null where it names none. */
  readonly dataset: string | null;
  readonly claim:
    | { readonly kind: 'trial'; readonly trial: TrialState }
    | { readonly kind: 'model'; readonly weights: string };
}

const isFinished = ({ status }: TrialState): boolean => status === 'done' || status === 'diverged';

/**
 * What a file records, in its order. Throws UsageProblem where it cannot be read, and Problem with every
 * issue where it is none of ours or was changed since it was written.
 */
export async function readRecorded(file: string): Promise<Recorded[]> {
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

async function resultsRecords(file: string, text: string): Promise<Recorded[]> {
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
      return [{ name, plan, machine: machineOf(trial), dataset, claim: { kind: 'trial', trial } }];
    });
  });
}

async function modelRecord(file: string, bytes: Uint8Array): Promise<Recorded> {
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
