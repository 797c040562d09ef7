/** What a dataset's checksum will be, known before it is loaded. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublishedFile } from '../catalog/kinds/dataset.ts';
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { tableOf, type DatasetIdentity } from '../document/parameters.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import type { DatasetName } from '../document/schema.ts';
import { datasetFiles } from './files.ts';
import { isReal } from './registry.ts';

/** As `Dataset.checksum`; null if it can only be computed from the content. */
export function knownChecksum(dataset: DatasetIdentity): string | null {
  const table = tableOf(dataset);
  if (table !== null) return tableChecksum(table.sha256);
  return isListed(dataset.name) ? checksumOf(dataset.name) : null;
}

/** Files with another checksum are refused when fetched; for other datasets it is the version. */
export const checksumOf = (name: DatasetName): string =>
  isReal(name) ? datasetChecksum(datasetFiles[name]) : (datasetMeta[name].version ?? '');

/** For a user's table: its file's, which the document names. */
export const tableChecksum = (sha256: string): string => `sha256 ${sha256}`;

/**
 * One checksum for a dataset: the sha256 of its only file, or of the lines that
 * `LC_ALL=C sha256sum *` prints in the folder of its files.
 */
export function datasetChecksum(files: readonly PublishedFile[]): string {
  const [only] = files;
  if (only !== undefined && files.length === 1) return `sha256 ${only.sha256}`;
  const lines = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.name}\n`);
  return `sha256 ${bytesToHex(sha256(utf8ToBytes(lines.join(''))))}`;
}
