/** How much this browser keeps, and whether it may let go of it. */

export interface StorageUse {
  /** Bytes, of all that the lab keeps: datasets and the page itself among them. */
  readonly used: number;
  /** Bytes that the browser would allow; 0 where it does not say. */
  readonly quota: number;
  /** Whether the browser promised to keep it; null where it cannot be asked. */
  readonly persisted: boolean | null;
}

/** Null where the browser does not say. */
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

/** Asks for it; the browser may ask the person, or refuse. */
export async function askToPersist(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
