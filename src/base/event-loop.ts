/**
 * Lets messages (a cancel, say) through a long calculation. A MessageChannel and no timer, because
 * timers are slowed down in hidden tabs.
 */
export const yieldToEventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // The one property that the ports of browsers and of Node have in common and their types have not.
    const receiver = port1 as unknown as { onmessage: () => void };
    receiver.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Values read or written in one piece of a calculation: some milliseconds. */
export const pieceSize = 200_000;

/** A calculation that stops between its pieces, done in one go. */
export function inOneGo<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same for a thread that must answer meanwhile; ends with what `pause` throws. */
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
