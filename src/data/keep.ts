/** Storing what was downloaded, and the notice if it cannot be stored. */
import type { DatasetStore } from './store.ts';

const fromMemory = 'Runs continue from memory; the next visit downloads the data again.';

/** The notice if there is no store at all. */
export const nothingKept = `This window cannot store datasets: it is private, storage is blocked, or the page was not loaded over HTTPS. ${fromMemory}`;

/**
 * Stores verified bytes. A full or refusing store is not an error, since the bytes are in memory:
 * returns a notice for the user, or null.
 */
export async function keep(
  store: DatasetStore,
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  try {
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes.length),
    };
    await store.put(url, new Response(bytes, { headers }));
    return null;
  } catch (error) {
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    const why = full
      ? 'The dataset could not be stored: this browser gives the lab no more space.'
      : `The dataset could not be stored: the browser refused (${error instanceof Error ? error.message : String(error)}).`;
    return `${why} ${fromMemory}`;
  }
}
