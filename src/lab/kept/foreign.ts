/** Distinguishes runs trained elsewhere from runs trained here. */
import type { Provenance } from '../../formats/results/provenance.ts';
import { isVerified } from './shown-in-run.ts';
import type { StoredRun } from './stored-run.ts';

type Known = Pick<StoredRun, 'imported' | 'trials'>;

/** Of the whole run: verified once each of its results was retrained here to the same bits. */
export function runProvenance(run: Known): Provenance {
  if (run.imported === null) return 'here';
  const results = run.trials.filter(({ key }) => key !== null);
  return results.length > 0 && results.every(({ id }) => isVerified(run, id))
    ? 'verified'
    : 'elsewhere';
}
