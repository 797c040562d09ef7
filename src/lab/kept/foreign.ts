/** Distinguishes runs trained elsewhere from runs trained here. */
import type { Provenance } from '../../formats/results/provenance.ts';
import type { ListedRun } from './stored-run.ts';

type Known = Pick<ListedRun, 'imported' | 'tally'>;

/** Of the whole run: verified once each of its results was retrained here to the same bits. */
export function runProvenance(run: Known): Provenance {
  if (run.imported === null) return 'here';
  const { imported, tally } = run;
  const verified = imported.verified?.length ?? 0;
  return tally.kept > 0 && verified >= tally.kept ? 'verified' : 'elsewhere';
}
