/**
 * Model files that reveal changes: a safetensors file of the lab plus a hash of its weights and one of its metadata.
 * These detect damage and careless edits; a forger can recompute them, and is caught only by retraining.
 */
import { array, nullable, number, object, safeParse } from 'valibot';
import { sha256Of } from '../../base/digest.ts';
import { canonicalTrial } from '../../document/canonical-trial.ts';
import { canonicalJson, contentHash } from '../../document/hash.ts';
import { LabError } from '../../base/errors.ts';
import { readHeader, type Fail } from './safetensors-header.ts';
import { metadataOf, readSafetensors, safetensorsFile } from './safetensors.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { weightsHash } from './weights-hash.ts';

/** Hash of all metadata entries except itself, sorted by name. */
const recordHash = (metadata: Iterable<readonly [string, string]>): string =>
  contentHash(
    [...metadata].filter(([key]) => key !== 'record').toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The file's bytes, see `safetensorsFile`. */
export const modelFile = (model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> =>
  fileOf(model, metadataOf(model));

/**
 * The same file without its time, and with its trial in canonical form: equal models give equal bytes, whenever and
 * by whichever version of the lab it is written. It is read with `trainedAt` 0.
 */
export const canonicalModelFile = (model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> =>
  fileOf(model, {
    ...metadataOf({ ...model, trainedAt: 0 }),
    trial: canonicalJson(canonicalTrial(model.trial)),
  });

async function fileOf(
  model: TrainedModel,
  others: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const metadata = { ...others, weights: await weightsHash(model) };
  return safetensorsFile(model, { ...metadata, record: recordHash(Object.entries(metadata)) });
}

/**
 * Reads a model that `modelFile` wrote, or an earlier version without hashes. Throws LabError
 * `model-format` that names the file, what was wanted and what was found.
 */
export async function readModel(file: Uint8Array, name: string): Promise<TrainedModel> {
  const fail = (what: string): never => {
    throw new LabError('model-format', `${name} cannot be read as a model of the lab: ${what}.`);
  };
  const model = readSafetensors(file, name);
  const { metadata } = readHeader(file, fail);
  const [weights, record] = [metadata.get('weights'), metadata.get('record')];
  if (weights === undefined && record === undefined) return model;
  if (weights !== (await weightsHash(model))) {
    fail('its weights do not match their hash, so they were changed');
  }
  if (record !== recordHash(metadata)) {
    fail('its metadata do not match their hash, so they were changed');
  }
  return model;
}

/**
 * Checks a model file's bytes by their hashes alone: unlike `readModel`, also one whose numbers overflowed. Throws
 * LabError `model-format`.
 * @param wanted the trial's id, and the hash of its weights
 */
export async function verifyModelFile(
  file: Uint8Array,
  name: string,
  wanted: { readonly id: string; readonly weights: string },
): Promise<void> {
  const fail = (what: string): never => {
    throw new LabError('model-format', `${name} cannot be read as a model of the lab: ${what}.`);
  };
  const { metadata, data } = readHeader(file, fail);
  if (metadata.get('id') !== wanted.id) fail('it is of another trial');
  if (metadata.get('record') !== recordHash(metadata)) {
    fail('its metadata do not match their hash, so they were changed');
  }
  // The file has its tensors in the order in which they are hashed.
  const doubles = statisticsOf(metadata.get('statistics') ?? 'null', fail);
  const bytes = new Uint8Array(data.length + doubles.length * 8);
  bytes.set(data);
  const view = new DataView(bytes.buffer, data.length);
  for (const [at, value] of doubles.entries()) view.setFloat64(at * 8, value, true);
  if ((await sha256Of(bytes)) === wanted.weights) return;
  fail('its weights do not match their hash, so they were changed');
}

/** Means, then deviations; none for pixels. */
function statisticsOf(text: string, fail: Fail): number[] {
  const found = safeParse(statisticsSchema, parsedJson(text));
  if (!found.success) return fail('wanted statistics of its features, found none');
  return found.output === null ? [] : [...found.output.mean, ...found.output.deviation];
}

const numbers = array(number());
const statisticsSchema = nullable(object({ mean: numbers, deviation: numbers }));

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
