/**
 * Lets messages (a cancel, say) through a long calculation. A MessageChannel and no timer, because
 * timers are slowed down in hidden tabs.
 */
export const breathe = (): Promise<void> =>
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
