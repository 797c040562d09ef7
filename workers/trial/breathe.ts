/**
 * Lets waiting messages in: the page's `cancel` for one. Through a MessageChannel, because timers
 * are throttled to one a second, or a minute, in the workers of a hidden tab.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
