/**
 * A sign of life. No event tells the page that a worker was closed or killed, but a lock that the
 * worker holds is free again once it is gone.
 */

/** Holds the lock of this name as long as the thread lives; resolves when it does, or cannot. */
export function holdLife(name: string): Promise<void> {
  // Pages without a secure context have no locks, whatever the types say.
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
