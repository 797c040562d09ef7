/** What a run was trained on, for its results document. */
import { tableChecksum } from '../data/checksums.ts';
import type { DatasetSource } from './ports/pool.ts';
import type { TrialState } from './state.ts';

/**
 * The checksum of each dataset that the trials name, by its name; of one that no trial came to train
 * on, that it was not loaded. The pool still has the others. Throws LabError as its loadDataset does.
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
