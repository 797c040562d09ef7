/** What a dataset's checksum will be, known before it is loaded. */
import type { DatasetName } from '../experiment/schema.ts';
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
export const knownChecksum = (name: DatasetName): string | null =>
  Object.hasOwn(known, name) ? (known[name]?.() ?? null) : null;
