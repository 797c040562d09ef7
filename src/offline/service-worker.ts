/** Registers the service worker that keeps the lab for use without a network. */
import { Workbox } from 'workbox-window';

/**
 * Resolves with whether the lab is now kept for offline use. Browsers without service workers, and
 * pages that are not served securely, work all the same; they need the network.
 */
export async function keepForOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  // Relative to the page, so that the lab works from any folder of a host.
  const worker = new Workbox(new URL('service-worker.js', document.baseURI).href);
  try {
    await worker.register();
    await navigator.serviceWorker.ready;
    return true;
  } catch (error) {
    console.warn('a2-lab is not kept for offline use:', error);
    return false;
  }
}
