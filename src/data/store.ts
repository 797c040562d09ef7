/**
 * Where downloaded files are kept: the browser's Cache Storage, asked directly and not through the
 * service worker, because a worker's fetch may pass that by. Everything works without one.
 */

/** Raised when the kept bytes would mean something else; the service worker removes older ones. */
export const datasetCacheName = 'a2-datasets-v1';

/** The part of Cache that is used; tests bring their own. */
export interface DatasetStore {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

/** A request's settings with the browser's HTTP cache, which Node's types do not know. */
export type CachedRequest = RequestInit & { cache?: 'default' | 'no-cache' | 'no-store' };

/** Null where there is none: Node, an insecure page, a frame or window that may not store. */
export async function openDatasetStore(): Promise<DatasetStore | null> {
  try {
    const { caches } = globalThis as { caches?: { open(name: string): Promise<DatasetStore> } };
    return (await caches?.open(datasetCacheName)) ?? null;
  } catch {
    return null;
  }
}

/** Whether the store has an entry, unread. False too where the store fails. */
export async function isKept(store: DatasetStore | null, url: string): Promise<boolean> {
  try {
    const response = await store?.match(url);
    await response?.body?.cancel();
    return response !== undefined;
  } catch {
    return false;
  }
}

const fromMemory = 'Runs continue from memory; the next visit downloads the data again.';

/** What to tell a person where there is no store at all. */
export const nothingKept = `This window cannot store datasets: it is private, storage is blocked, or the page was not loaded over HTTPS. ${fromMemory}`;

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
      ? 'The dataset could not be stored: this browser gives the lab no more space.'
      : `The dataset could not be stored: the browser refused (${error instanceof Error ? error.message : String(error)}).`;
    return `${why} ${fromMemory}`;
  }
}
