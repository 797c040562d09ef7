/** Which real datasets a page can have. */
import type { Availability } from '../../../data/availability.ts';
import type { RealDatasetName } from '../../../data/files.ts';
import { isReal } from '../../../data/registry.ts';
import type { DatasetSettings } from '../../../document/schema.ts';

export type AvailabilityMap = Readonly<Record<RealDatasetName, Availability>> | null;

/** False only if the dataset is known to be unavailable. */
export function mayBeAvailable(name: DatasetSettings['name'], known: AvailabilityMap): boolean {
  return known === null || !isReal(name) || known[name].available;
}
