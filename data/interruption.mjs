/** Ctrl-C while data are prepared: the first ends it in order, so that no half file stays; the second at once. */

/** SIGHUP comes with a closed terminal. */
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @returns {{ signal: AbortSignal, done: () => void }} `done` stops listening */
export function interruption() {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const each of signals) process.on(each, stop);
  return {
    signal: controller.signal,
    done: () => {
      for (const each of signals) process.off(each, stop);
    },
  };
}

/**
 * Does it with a signal that Ctrl-C aborts; the program then ends with 130.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function untilInterrupted(action) {
  const { signal, done } = interruption();
  try {
    return await action(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error('\nStopped; the next start resumes.');
    process.exit(130);
  } finally {
    done();
  }
}
