/** How much room there is, and whether the browser may clear it away by itself. */

export interface StorageRoom {
  /** Bytes in use by this origin, and what it may use; null where the browser does not say. */
  readonly used: number | null;
  readonly free: number | null;
  /** Whether the browser keeps it until a person deletes it; null where it does not say. */
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

/** Asks the browser not to clear the lab's data away by itself; wants a person's gesture before it. */
export async function askToPersist(): Promise<boolean | null> {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  return (await storage?.persist?.().catch(() => null)) ?? null;
}

export type Persistence =
  /** The browser keeps the lab's data until a person deletes it. */
  | 'granted'
  | 'may be asked'
  /** It said no, or knows no such promise. */
  | 'refused';

/**
 * Asks for it where no person is asked: a browser in which this is a permission to be given may show a
 * question, which wants a press of a button before it (`askToPersist`). Never rejects.
 */
export async function persistQuietly(): Promise<Persistence> {
  const { storage, permissions } = navigator as {
    storage?: Partial<StorageManager>;
    permissions?: Permissions;
  };
  if ((await storage?.persisted?.().catch(() => null)) === true) return 'granted';
  if (storage?.persist === undefined) return 'refused';
  // WebKit decides by itself, and has no permission of this name.
  const permission = await permissions?.query({ name: 'persistent-storage' }).catch(() => null);
  if (permission?.state === 'prompt') return 'may be asked';
  if (permission?.state === 'denied') return 'refused';
  return (await askToPersist()) === true ? 'granted' : 'refused';
}

export type StoragePersistence =
  | 'yes'
  /** Browsers keep files only for pages that come by https, or from this machine. */
  | 'insecure'
  /** A private window, a frame on another page, or storage that a person has blocked. */
  | 'refused';

/** Whether this window may keep files at all. */
export async function fileKeeping(): Promise<StoragePersistence> {
  if (!isSecureContext) return 'insecure';
  try {
    // Refused with an error where storage is blocked, whatever the name.
    await caches.has('');
    return 'yes';
  } catch {
    return 'refused';
  }
}
