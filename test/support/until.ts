import { settings } from './settings.mjs';

/** Waits for a promise: one that is never settled fails with what it was for. */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain until ${what}`)), settings.patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Waits until `look` gives something, and gives that. All waits of all tests have the same generous limit
 * (settings.mjs); a wait in vain fails with what was waited for and, where `seen` tells it, what is there
 * instead.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  seen?: () => unknown,
): Promise<Truthy<T>> {
  const end = performance.now() + settings.patience;
  for (;;) {
    const found = await look();
    if (found) return found as Truthy<T>;
    if (performance.now() > end) {
      const instead = seen === undefined ? '' : `, but there is: ${String(await seen())}`;
      throw new Error(`Waited in vain until ${what}${instead}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
