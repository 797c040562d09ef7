/** Keeping what was fetched, and what is said where it cannot be kept. */
import type { DatasetStore } from './store.ts';

const fromMemory = 'Runs go on from memory; the next visit downloads it again.';

/** What to tell a person where there is no store at all. */
export const nothingKept = `This window keeps no datasets: it is private, storage is blocked, or the page came without https. ${fromMemory}`;

/**
 * Keeps verified bytes. A full or refusing store is no error, since the bytes are in memory:
 * returns what to tell the person, or null.
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
      ? 'There was no room to keep the dataset: this browser gives the lab no more space.'
      : `The dataset could not be kept: the browser refused (${error instanceof Error ? error.message : String(error)}).`;
    return `${why} ${fromMemory}`;
  }
}
