/**
 * Model files that reveal changes: a safetensors file of the lab plus a hash of its weights and one of its metadata.
 * These detect damage and careless edits; a forger can recompute them, and is caught only by retraining.
 */
import { contentHash } from '../../document/hash.ts';
import { LabError } from '../../base/errors.ts';
import { readHeader } from './safetensors-header.ts';
import { metadataOf, readSafetensors, safetensorsFile } from './safetensors.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { weightsHash } from './weights-hash.ts';

/** Hash of all metadata entries except itself, sorted by name. */
const recordHash = (metadata: Iterable<readonly [string, string]>): string =>
  contentHash(
    [...metadata].filter(([key]) => key !== 'record').toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The file's bytes, see `safetensorsFile`. */
export async function modelFile(model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> {
  const metadata = { ...metadataOf(model), weights: await weightsHash(model) };
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
