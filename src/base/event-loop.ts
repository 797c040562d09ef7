/**
 * Lets messages, such as a cancel, through during a long calculation. Uses a MessageChannel because timers
 * are throttled in hidden tabs.
 */
export const yieldToEventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // Ports of browsers and of Node share this property, but their types do not.
    const receiver = port1 as unknown as { onmessage: () => void };
    receiver.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Milliseconds for which a calculation of many parts holds its thread at once: half a frame. */
const atOnce = 8;

/**
 * Pauses between the parts of a calculation, at most every few milliseconds: to be called before each part. How many
 * parts that is depends on the machine and its load, so it is measured.
 */
export function pauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < atOnce) return;
    await yieldToEventLoop();
    since = performance.now();
  };
}

/** Values read or written between two pauses of a calculation: a few milliseconds. */
export const pieceSize = 200_000;

/** Runs a calculation in pieces to its end without pausing. */
export function inOneGo<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same with pauses, for a thread that must stay responsive. Rejects with what `pause` throws. */
export async function inPieces<T>(
  steps: Generator<void, T, void>,
  pause: () => Promise<void>,
): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}
