/** What a session needs of the machinery, on a page that is somebody else's: nothing is stored there. */
import type { Pool } from '../../../pool/pool.ts';
import { trainingOn } from '../../../lab/on-pool.ts';
import type { SessionServices } from '../../../lab/ports/services.ts';
import { keptReaderId } from '../../../store/student.ts';

/**
 * @param pool asked for at every use, because it is another one after the element was taken away
 * @param datasetBase where the published datasets lie, an absolute URL ending in '/'
 */
export const embeddedLab = (pool: () => Pool, datasetBase: string): SessionServices => ({
  ...trainingOn(pool, datasetBase),
  reader: keptReaderId,
  userAgent: navigator.userAgent,
  store: null,
});
