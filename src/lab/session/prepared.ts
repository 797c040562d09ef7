/** Loads the code that records and shares runs, when Run is first pressed. */
import type { Prepared, CacheRequest } from './cache-lookup.ts';
import type { SessionServices } from '../ports/services.ts';
import type { RunStore } from '../ports/store.ts';

/** Null if it cannot be loaded, which is reported in the store's `problem`. Never throws. */
export async function prepared(
  store: RunStore,
  lab: SessionServices,
  wanted: CacheRequest,
  signal: AbortSignal,
): Promise<Prepared | null> {
  try {
    const [{ prepare }, claims] = await Promise.all([import('./cache-lookup.ts'), store.claims()]);
    return await prepare(store, lab, wanted, claims, signal);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.report(
      `Results cannot be kept: that part of the lab could not be loaded (${why}). They stay on this page until you close it: export them if you need them.`,
    );
    return null;
  }
}
