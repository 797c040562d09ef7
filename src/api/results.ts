/** The results document of a run, with its passport. */
import type { ResultsDocument } from '../experiment/results.ts';
import type { Experiment } from '../experiment/schema.ts';
import type { DatasetSource } from '../run/ports/pool.ts';
import { checksumsOf } from '../run/checksums.ts';
import { passportOf } from '../run/passport.ts';
import { resultsDocument } from '../run/results.ts';
import { withRecord } from '../run/seals.ts';
import type { RunState } from '../run/state.ts';

export interface Circumstances {
  readonly pool: DatasetSource;
  readonly baseUrl: string;
  /** When the run began, in ms since 1970. */
  readonly at: number;
  /** What the browser says of itself when left out. */
  readonly userAgent?: string | undefined;
}

/**
 * The pool still has the datasets that were trained on; of one that was never loaded, the document
 * says so.
 */
export async function documentOf(
  experiment: Experiment,
  state: RunState,
  { pool, baseUrl, at, userAgent }: Circumstances,
): Promise<ResultsDocument> {
  const checksums = await checksumsOf(state.trials, pool, baseUrl);
  const browser = (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent;
  return withRecord({
    ...resultsDocument(experiment, state, checksums, userAgent ?? browser ?? 'unknown'),
    passport: await passportOf(experiment, state.trials, at),
  });
}
