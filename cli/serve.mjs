/** Serves the production build in dist/. `node cli/serve.mjs [--port 4433] [--host localhost]` */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { frameHeaders, isFrame, isShared, securityHeaders, sharedHeaders } from './headers.mjs';
import { root } from './install.mjs';

export const defaultPort = 4433;

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
      `There is no build in ${folder}: run \`npm start\` or \`npm run build\` first.`,
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

/** @param {unknown} error @param {number} port */
export function servingProblem(error, port) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use, perhaps by another \`npm start\`: end that one, or choose another port with \`npm start -- --port ${port + 1}\`.`;
  }
  return error instanceof Error ? error.message : String(error);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
  const port = Number(values.port ?? defaultPort);
  try {
    const { url } = await serve({ port, host: values.host ?? 'localhost' });
    console.log(`a2-lab is at ${url} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(servingProblem(error, port));
    process.exit(1);
  }
}
