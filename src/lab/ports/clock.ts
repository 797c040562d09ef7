/** The interface of time: a clock that only goes forward, and a timer. */

export interface Clock {
  /** In ms, from any start. */
  now(): number;
  /**
   * Calls back again and again. Returns a function that ends it.
   * @param waits whether a Node program has to go on for it; otherwise the timer keeps no program from ending
   */
  every(ms: number, call: () => void, waits?: boolean): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every: (ms, call, waits = false) => {
    const timer: unknown = setInterval(call, ms);
    // In Node a timer is an object.
    if (!waits && typeof timer === 'object' && timer !== null && 'unref' in timer) {
      (timer as { unref(): void }).unref();
    }
    return () => clearInterval(timer as ReturnType<typeof setInterval>);
  },
};
