/** How much this browser stores, and whether it may delete it. */

export interface StorageUse {
  /** Bytes of everything the lab keeps, including datasets and the page itself. */
  readonly used: number;
  /** Bytes that the browser allows; 0 if it does not say. */
  readonly quota: number;
  /** Whether the browser promised to keep it; null if it cannot be asked. */
  readonly persisted: boolean | null;
}

/** Null if the browser does not say. */
export async function storageUse(): Promise<StorageUse | null> {
  const { storage } = navigator as { storage?: StorageManager };
  if (storage?.estimate === undefined) return null;
  try {
    const { usage = 0, quota = 0 } = await storage.estimate();
    const persisted = typeof storage.persisted === 'function' ? await storage.persisted() : null;
    return { used: usage, quota, persisted };
  } catch {
    return null;
  }
}

/** Requests persistence; the browser may ask the user, or refuse. */
export async function askToPersist(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
