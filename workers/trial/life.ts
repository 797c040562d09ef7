/**
 * A liveness lock. No event tells the page that a worker was closed or killed, but a lock held by the
 * worker is released once it is gone.
 */

/** Holds the lock of this name while the thread lives; resolves once it is held or unavailable. */
export function holdLife(name: string): Promise<void> {
  // Insecure pages have no locks, whatever the types say.
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined || name === '') return Promise.resolve();
  return new Promise((resolve) => {
    const forever = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    locks.request(name, forever).catch(() => resolve());
  });
}
