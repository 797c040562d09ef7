/**
 * Keeps the lab's shell for use without a network. Datasets are not its business: the trial workers
 * read and fill their own versioned cache directly, because in some browsers a worker's requests do
 * not pass through here.
 */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file of the shell with its revision. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

// The first visit is served too, so that one visit is enough to work offline.
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

// A new version waits until the page, which knows whether something is training, sends this.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting();
});
