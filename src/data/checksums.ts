/** What a dataset's checksum will be, known before it is loaded. */
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { tableOf, type DatasetIdentity } from '../document/parameters.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import type { DatasetName } from '../document/schema.ts';
import { datasetChecksum, datasetFiles } from './files.ts';
import { isReal } from './registry.ts';

/** As `Dataset.checksum`; null for a dataset that only its content can tell of. */
export function knownChecksum(dataset: DatasetIdentity): string | null {
  const table = tableOf(dataset);
  if (table !== null) return tableChecksum(table.sha256);
  return isListed(dataset.name) ? checksumOf(dataset.name) : null;
}

/** Files with another checksum are refused when they are fetched; of all others it is the version. */
export const checksumOf = (name: DatasetName): string =>
  isReal(name) ? datasetChecksum(datasetFiles[name]) : (datasetMeta[name].version ?? '');

/** Of a table of one's own: its file's, which the document names. */
export const tableChecksum = (sha256: string): string => `sha256 ${sha256}`;
