/** The services of a session on a third-party page: nothing is stored there. */
import type { Pool } from '../../../pool/pool.ts';
import { trainingOn } from '../../../lab/on-pool.ts';
import type { SessionServices } from '../../../lab/ports/services.ts';
import { keptReaderId } from '../../../store/student.ts';

/**
 * @param pool called at every use, because the pool changes after the element was removed
 * @param datasetBase address of the published datasets, an absolute URL ending in '/'
 */
export const embeddedLab = (pool: () => Pool, datasetBase: string): SessionServices => ({
  ...trainingOn(pool, datasetBase),
  reader: keptReaderId,
  userAgent: navigator.userAgent,
  store: null,
});
