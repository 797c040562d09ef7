/** Serves the lab's pages from its sources, with the same names and headers as a build. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contentSecurityPolicy, framePolicy } from '../headers.mjs';
import { root } from '../install.mjs';
import { withPolicy } from '../build/page.mjs';
import { admits, hand } from '../server/answer.mjs';
import { nameOf } from '../server/find.mjs';
import { hostRule } from '../server/hosts.mjs';

/** @typedef {import('node:http').ServerResponse} Response */

/** The file in public/ and its policy, by the name in the URL. @type {Readonly<Record<string, { file: string, policy: string }>>} */
const pages = Object.fromEntries(
  [
    { file: 'index.html', policy: contentSecurityPolicy, names: ['', 'index.html'] },
    { file: 'embed.html', policy: framePolicy, names: ['embed', 'embed.html'] },
  ].flatMap(({ names, ...page }) => names.map((name) => [name, page])),
);

/**
 * An earlier server at this address may have left a service worker, which would keep serving its cached lab. This one
 * replaces it and unregisters itself. Where there was none, its installation fails, and the page says that it is not cached.
 */
const noServiceWorker = `if (self.registration.active === null)
  throw new Error('the development server caches nothing');
const leave = async () => {
  await self.registration.unregister();
  for (const client of await self.clients.matchAll()) await client.navigate(client.url);
};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));
`;

/**
 * @param {string} host as `--host` names it @param {readonly string[]} allowed further host names to accept
 * @returns {import('vite').Plugin}
 */
export function labPages(host, allowed) {
  const hosts = hostRule(host, allowed);
  return {
    name: 'lab-pages',
    transformIndexHtml: () => [
      { tag: 'script', attrs: { type: 'module', src: '/src/surfaces/app/build-problems.ts' } },
    ],
    configureServer({ middlewares, transformIndexHtml }) {
      middlewares.use((request, response, next) => {
        if (!admits(hosts, request, response)) return;
        const address = request.url ?? '';
        const name = nameOf(address);
        const page = name !== null && Object.hasOwn(pages, name) ? pages[name] : undefined;
        if (page !== undefined) {
          const { file, policy } = page;
          const html = readFileSync(path.join(root, 'public', file), 'utf8')
            // The only element file that a page of the lab loads.
            .replace('element/frame.js', '/src/surfaces/embed-frame.ts');
          transformIndexHtml(address, withPolicy(html, policy)).then(
            (text) => send(response, 'text/html', text),
            next,
          );
        } else if (name === 'service-worker.js') {
          send(response, 'text/javascript', noServiceWorker);
        } else if (name?.startsWith('datasets/') === true) {
          const file = name.slice('datasets/'.length);
          hand(path.join(root, 'data', 'cache'), file, request, response).catch(next);
        } else {
          next();
        }
      });
    },
  };
}

/** @param {Response} response @param {string} type @param {string} text */
function send(response, type, text) {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Cache-Control', 'no-cache');
  response.end(text);
}
