/** Verifies and removes the files that this browser caches of a dataset. */
import { throwIfAborted } from '../base/errors.ts';
import { datasetFiles, fileUrl, type DatasetFile, type RealDatasetName } from './files.ts';
import { openDatasetStore, type DatasetStore } from './store.ts';

export type KeptState =
  /** Every file is there, byte for byte as published. */
  | 'whole'
  /** Some or all files are missing. */
  | 'missing'
  /** A cached file differed from the published one; it was removed. */
  | 'damaged';

/**
 * Compares the SHA-256 of every cached file with the published one. Damaged files are removed, so that the next
 * run fetches them again. Throws LabError `aborted`, and Error if the browser cannot check.
 */
export async function checkKept(
  name: RealDatasetName,
  baseUrl: string,
  signal?: AbortSignal,
  given?: DatasetStore | null,
): Promise<KeptState> {
  const store = given === undefined ? await openDatasetStore() : given;
  let state: KeptState = 'whole';
  for (const file of datasetFiles[name]) {
    throwIfAborted(signal);
    const url = fileUrl(file, baseUrl);
    const response = await store?.match(url);
    if (response === undefined) {
      if (state === 'whole') state = 'missing';
      continue;
    }
    const found = await digest(await response.arrayBuffer());
    if (isPublished(file, found)) continue;
    await store?.delete(url);
    state = 'damaged';
  }
  throwIfAborted(signal);
  return state;
}

/** A host may have sent the file inflated; then it was stored inflated. */
const isPublished = ({ sha256, inflatedSha256 }: DatasetFile, found: string): boolean =>
  found === sha256 || found === inflatedSha256;

async function digest(bytes: ArrayBuffer): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) {
    throw new Error('Cannot check the stored files: this page was not loaded over HTTPS.');
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Removes all files of a dataset, and partial downloads. */
export async function removeKept(
  name: RealDatasetName,
  baseUrl: string,
  given?: DatasetStore | null,
): Promise<void> {
  const store = given === undefined ? await openDatasetStore() : given;
  for (const file of datasetFiles[name]) {
    const url = fileUrl(file, baseUrl);
    await store?.delete(url);
    await store?.delete(`${url}?beginning`);
  }
}
