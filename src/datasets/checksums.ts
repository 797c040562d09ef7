/** What a dataset's checksum will be, known before it is loaded. */
import { tableOf, type DatasetIdentity } from '../experiment/parameters.ts';
import { datasetChecksum, datasetFiles } from './files.ts';

const known: Readonly<Record<string, () => string>> = {
  // Files with another checksum are refused when they are fetched.
  'fashion-mnist': () => datasetChecksum(datasetFiles['fashion-mnist']),
  'california-housing': () => datasetChecksum(datasetFiles['california-housing']),
  // The recipe's version; a test holds them equal to what the generators say.
  'fashion-synthetic': () => 'synthetic:fashion-1',
  'housing-synthetic': () => 'synthetic:housing-1',
};

/** As `Dataset.checksum`; null for a dataset that only its content can tell of. */
export function knownChecksum(dataset: DatasetIdentity): string | null {
  const table = tableOf(dataset);
  if (table !== null) return tableChecksum(table.sha256);
  return Object.hasOwn(known, dataset.name) ? (known[dataset.name]?.() ?? null) : null;
}

/** Of a table of one's own: its file's, which the document names. */
export const tableChecksum = (sha256: string): string => `sha256 ${sha256}`;
