/** How much storage is available, and whether the browser may delete data on its own. */

export interface StorageRoom {
  /** Bytes used by and still available to this origin; null if the browser does not say. */
  readonly used: number | null;
  readonly free: number | null;
  /** Whether the browser keeps data until the user deletes it; null if it does not say. */
  readonly persistent: boolean | null;
}

export async function storageRoom(): Promise<StorageRoom> {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  const estimate = await storage?.estimate?.().catch(() => null);
  const persistent = await storage?.persisted?.().catch(() => null);
  const used = estimate?.usage ?? null;
  const quota = estimate?.quota ?? null;
  return {
    used,
    free: used === null || quota === null ? null : Math.max(0, quota - used),
    persistent: persistent ?? null,
  };
}

/** Asks the browser not to delete the lab's data on its own; requires a user gesture. */
export async function askToPersist(): Promise<boolean | null> {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  return (await storage?.persist?.().catch(() => null)) ?? null;
}

export type Persistence =
  /** The browser keeps the lab's data until the user deletes it. */
  | 'granted'
  | 'may be asked'
  /** Refused, or not supported. */
  | 'refused';

/**
 * Requests persistence if that shows no prompt: browsers that treat it as a permission may prompt, which
 * requires a user gesture (`askToPersist`). Never rejects.
 */
export async function persistQuietly(): Promise<Persistence> {
  const { storage, permissions } = navigator as {
    storage?: Partial<StorageManager>;
    permissions?: Permissions;
  };
  if ((await storage?.persisted?.().catch(() => null)) === true) return 'granted';
  if (storage?.persist === undefined) return 'refused';
  // WebKit decides by itself and does not know this permission name.
  const permission = await permissions?.query({ name: 'persistent-storage' }).catch(() => null);
  if (permission?.state === 'prompt') return 'may be asked';
  if (permission?.state === 'denied') return 'refused';
  return (await askToPersist()) === true ? 'granted' : 'refused';
}

export type StoragePersistence =
  | 'yes'
  /** Browsers store files only for pages loaded over HTTPS or from this machine. */
  | 'insecure'
  /** A private window, a frame on another page, or storage blocked by the user. */
  | 'refused';

/** Whether this window may store files at all. */
export async function fileKeeping(): Promise<StoragePersistence> {
  if (!isSecureContext) return 'insecure';
  try {
    // Throws if storage is blocked, whatever the name.
    await caches.has('');
    return 'yes';
  } catch {
    return 'refused';
  }
}
