/**
 * Caches the lab's shell for offline use. Datasets are not handled here: the trial workers read and fill
 * their own versioned cache directly, because in some browsers a worker's requests do not pass through the
 * service worker.
 *
 * A new version waits until a page activates it. Pages of the old version continue: files they fetch later
 * are still cached, because old files are removed only when a page of the new version is the only one.
 */
import { clientsClaim } from 'workbox-core';
import { PrecacheController, PrecacheRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { datasetCacheName } from '../src/data/store.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file of the shell with its revision. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

const shell = new PrecacheController();
shell.addToCacheList(self.__WB_MANIFEST);

// The first visit is served too, so that one visit is enough to work offline.
clientsClaim();
self.addEventListener('install', (event) => void shell.install(event));
registerRoute(new PrecacheRoute(shell));

/**
 * The list of datasets that the server publishes. Without a network nothing is published: an empty list says so
 * without an error in the page's console, and kept datasets are still found.
 */
registerRoute(
  ({ sameOrigin, url }) =>
    sameOrigin && url.href === new URL('datasets/index.json', self.registration.scope).href,
  ({ request }) => fetch(request).catch(() => Response.json({ datasets: [] })),
);

/** Names under assets/ contain a hash, so an old page's file is the same in any cache. */
registerRoute(
  ({ sameOrigin, url }) =>
    sameOrigin && url.pathname.startsWith(new URL('assets/', self.registration.scope).pathname),
  async ({ request }) => (await caches.match(request)) ?? fetch(request),
);

self.addEventListener('message', (event) => {
  // Sent by a page where nothing is training, or where the user confirmed.
  if (event.data === 'activate') void self.skipWaiting();
  // Sent by a page that was just opened, and so has this version.
  if (event.data === 'opened') event.waitUntil(removeOldFiles(event));
});

// A run has ended: see src/ui/elements/run-notice/notices.ts.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showRun(event.notification));
});

/** The tab that shows the run, else another of the lab, else a new one. */
async function showRun({ data }: Notification): Promise<void> {
  const { scope } = self.registration;
  const address: unknown =
    typeof data === 'object' && data !== null ? Reflect.get(data, 'address') : '';
  const isPlace = typeof address === 'string' && address.startsWith('#');
  const { href } = new URL(isPlace ? address : '', scope);
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tabs = all.filter(({ url }) => url.startsWith(scope));
  const tab = tabs.find(({ url }) => url === href) ?? tabs[0];
  await (tab === undefined ? self.clients.openWindow(href) : tab.focus());
}

async function removeOldFiles(event: ExtendableMessageEvent): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const current = self.serviceWorker.state === 'activated' && self.registration.waiting === null;
  if (pages.length > 1 || !current) return;
  await shell.activate(event);
  await removeOldDatasets();
}

/** Removes this lab's entries from caches with earlier names; another lab may be on the same host. */
async function removeOldDatasets(): Promise<void> {
  const names = await caches.keys();
  for (const name of names) {
    if (!name.startsWith('a2-datasets-') || name === datasetCacheName) continue;
    const cache = await caches.open(name);
    const keys = await cache.keys();
    const own = keys.filter(({ url }) => url.startsWith(self.registration.scope));
    await Promise.all(own.map((request) => cache.delete(request)));
    if (own.length === keys.length) await caches.delete(name);
  }
}
