/** Lets only one program at a time fill the cache, so that two never append to the same partial file. */
import { open, readFile, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { patiently, removePatiently } from './patience.mjs';
import { systemCode } from './problem.mjs';

/** Milliseconds between two heartbeats of a lock. */
const heartbeat = 2_000;
/** A lock without a heartbeat for so many milliseconds was left by a program that was killed. */
const stale = 10_000;

/**
 * Waits for the lock and takes it. Where no lock file can be written, goes on without one: the next
 * write will report why.
 * @param {string} file
 * @param {{ signal: AbortSignal | undefined, onWait: () => void }} options
 * @returns {Promise<() => Promise<void>>} releases the lock
 */
export async function lock(file, { signal, onWait }) {
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const handle = await patiently(() => open(file, 'wx'));
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') return async () => {};
    }
    if (await isLeft(file)) {
      await removePatiently(file);
      continue;
    }
    if (!told) onWait();
    told = true;
    await sleep(200, undefined, signal === undefined ? {} : { signal });
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, heartbeat);
  timer.unref();
  return async () => {
    clearInterval(timer);
    // If it cannot be removed, it becomes stale without heartbeats.
    await removePatiently(file).catch(() => {});
  };
}

/** @param {string} file */
async function isLeft(file) {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > stale) return true;
    const owner = Number(await readFile(file, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // ESRCH: the owner is gone. ENOENT: the lock is gone, and the next attempt takes it.
    return systemCode(error) === 'ESRCH';
  }
}
