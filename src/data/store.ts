/**
 * Caches downloaded files in the browser's Cache Storage, directly and not through the service worker,
 * which a worker's fetch may bypass. Everything works without it.
 */

/** Increment when the meaning of the cached bytes changes; the service worker removes older caches. */
export const datasetCacheName = 'a2-datasets-v1';

/** The part of Cache that is used; tests provide their own. */
export interface DatasetStore {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

/** RequestInit with `cache`, which Node's types lack. */
export type CachedRequest = RequestInit & { cache?: 'default' | 'no-cache' | 'no-store' };

/** Null if unavailable: in Node, on insecure pages, in frames or windows without storage access. */
export async function openDatasetStore(): Promise<DatasetStore | null> {
  try {
    const { caches } = globalThis as { caches?: { open(name: string): Promise<DatasetStore> } };
    return (await caches?.open(datasetCacheName)) ?? null;
  } catch {
    return null;
  }
}

/** Whether the store has an entry, without reading it. Also false if the store fails. */
export async function isKept(store: DatasetStore | null, url: string): Promise<boolean> {
  try {
    const response = await store?.match(url);
    await response?.body?.cancel();
    return response !== undefined;
  } catch {
    return false;
  }
}
