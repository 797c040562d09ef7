/** Serves the production build in dist/. `node cli/serve.mjs [--port 4433] [--host localhost]` */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { isMain } from '../data/is-main.mjs';
import { programOptions } from '../data/options.mjs';
import { frameHeaders, isFrame, isShared, securityHeaders, sharedHeaders } from './headers.mjs';
import { root } from './install.mjs';
import { defaultPort, portOf, servingProblem } from './port.mjs';

/**
 * @param {{ port?: number, host?: string, folder?: string }} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({
  port = defaultPort,
  host = 'localhost',
  folder = path.join(root, 'dist'),
} = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(
      `There is no build in ${folder}: make it with \`node cli/build/stale.mjs\`, or start with \`node cli/start.mjs\`.`,
    );
  }
  const files = sirv(folder, { etag: true, dotfiles: false, setHeaders: cacheAndType });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headersOf(request.url ?? '')))
      response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    });
  });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    })
  );
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} path of a request @returns {Readonly<Record<string, string>>} */
function headersOf(path) {
  if (isFrame(path)) return frameHeaders;
  return isShared(path) ? { ...securityHeaders, ...sharedHeaders } : securityHeaders;
}

/**
 * Files whose name holds their hash never change; all others are asked for again each time. The
 * published datasets are gzip files and not gzip-encoded ones: the lab checks their bytes.
 * @param {import('node:http').ServerResponse} response
 * @param {string} file
 */
function cacheAndType(response, file) {
  const immutable = file.startsWith('/assets/');
  response.setHeader(
    'Cache-Control',
    immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (file.endsWith('.gz')) {
    response.setHeader('Content-Type', 'application/gzip');
    response.setHeader('Content-Encoding', 'identity');
  }
}

if (isMain(import.meta.url)) {
  const command = 'node cli/serve.mjs';
  const { values } = programOptions(
    command,
    { port: 'string', host: 'string' },
    `${command} [--port ${defaultPort}] [--host localhost]\n\nServes dist/ as it was built.`,
  );
  const port = portOf(values.port);
  try {
    const { url } = await serve({ port, host: values.host ?? 'localhost' });
    console.log(`a2-lab is at ${url} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(servingProblem(error, port, command));
    process.exit(1);
  }
}
