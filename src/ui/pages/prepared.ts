/** Fetches, when Run is pressed for the first time, the program that keeps runs and shares them between tabs. */
import type { Store } from '../../store/store.ts';
import type { Prepared, Wanted } from './keeping.ts';
import type { Lab } from './lab.ts';

/** Null, and said in the store's `problem`, where it cannot be fetched. Never throws. */
export async function prepared(
  store: Store,
  lab: Lab,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Prepared | null> {
  try {
    const { prepare } = await import('./keeping.ts');
    return await prepare(store, lab, wanted, signal);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.report(
      `The part of the lab that keeps results could not be loaded (${why}). They stay on this page until it is closed: export them if you need them.`,
    );
    return null;
  }
}
