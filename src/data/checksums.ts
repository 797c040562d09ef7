/** What a dataset's checksum will be, known before it is loaded. */
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { tableOf, type DatasetIdentity } from '../document/parameters.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import type { DatasetName } from '../document/schema.ts';
import { datasetChecksum, datasetFiles } from './files.ts';
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
