/** Checksums of a run's datasets, for its results document. */
import { tableChecksum } from '../data/checksums.ts';
import type { DatasetSource } from './ports/pool.ts';
import type { TrialState } from './state.ts';

/**
 * The checksum of each dataset in the trials, by name; 'not loaded' if no trial started on it. The pool
 * still holds the others. Throws LabError as its loadDataset does.
 */
export async function checksumsOf(
  trials: readonly TrialState[],
  pool: DatasetSource,
  baseUrl: string,
): Promise<Record<string, string>> {
  const checksums: Record<string, string> = {};
  for (const { name, table } of trials.map(({ plan }) => plan.trial.dataset)) {
    if (checksums[name] !== undefined) continue;
    const used = trials.some(
      ({ plan, engine }) => plan.trial.dataset.name === name && engine !== null,
    );
    if (!used) checksums[name] = 'not loaded';
    else if (table !== undefined) checksums[name] = tableChecksum(table.sha256);
    else checksums[name] = (await pool.loadDataset({ name, baseUrl })).checksum;
  }
  return checksums;
}
