/** The lab from its sources: Vite hands them out and follows them, and is told here what it cannot know. */
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'vite';
import { buildKernelsQuickly } from '../build/kernels.mjs';
import { root } from '../install.mjs';
import { shownHost } from '../serve.mjs';
import { Compiler } from './compiler.mjs';
import { labPages } from './pages.mjs';
import { concernsUpkeep, nameOf, upkeep } from './upkeep.mjs';

/** @typedef {import('vite').ViteDevServer} Server */

/** Whatever else lies in the lab's folder is no source of the page. */
const rooms = ['src', 'workers', 'public'];

/**
 * Rejects with the system's error where the port cannot be had.
 * @param {{ port: number, host?: string, allowed?: readonly string[] }} where
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function develop({ port, host = 'localhost', allowed = [] }) {
  const packages = path.join(root, 'node_modules');
  const cacheDir = path.join(root, '.cache', 'vite');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  /** What is wrong with registries or kernels. @type {string | null} */
  let problem = null;
  /** @type {Server | null} */
  let server = null;
  const tell = () => {
    if (problem === null || server === null) return;
    server.ws.send({ type: 'error', err: { message: problem, stack: '' } });
  };
  const compiler = new Compiler();
  const work = (/** @type {AbortSignal} */ signal) =>
    buildKernelsQuickly((options) => compiler.compile(options), signal);
  const kept = upkeep((found) => {
    const mended = problem !== null && found === null;
    problem = found;
    if (problem !== null) console.error(problem);
    tell();
    if (mended) server?.ws.send({ type: 'full-reload' });
  }, work);
  await kept.done();
  server = await createServer({
    root,
    cacheDir,
    configFile: false,
    envDir: false,
    publicDir: path.join(root, 'public'),
    appType: 'custom',
    clearScreen: false,
    assetsInclude: ['**/*.wasm'],
    define: { A2_VERSION: JSON.stringify(version) },
    // All at once: a package that is met late would have the page reload.
    optimizeDeps: {
      entries: ['src/surfaces/app/main.ts', 'src/surfaces/embed-frame.ts', 'workers/*.worker.ts'],
    },
    plugins: [labPages(host, allowed)],
    server: {
      port,
      host,
      strictPort: true,
      // labPages decides to whom it answers, and what other pages may read.
      allowedHosts: true,
      cors: false,
      // It needs styles that the lab's policy forbids; src/surfaces/app/build-problems.ts says the same.
      hmr: { overlay: false },
      watch: { ignored: (file) => !isSource(file) },
      fs: {
        allow: [
          ...rooms.map((room) => path.join(root, room)),
          ...[packages, realpathSync(packages), cacheDir],
        ],
      },
    },
  });
  const { watcher, ws } = server;
  ws.on('connection', tell);
  watcher.on('all', (event, file) => {
    const name = nameOf(file);
    if (concernsUpkeep(event, name)) kept.changed();
    // Vite does not follow what it hands out as it is.
    if (name.startsWith('public/')) ws.send(publicChange(name.slice('public'.length)));
  });
  const close = async () => {
    kept.end();
    compiler.end();
    await server?.close();
  };
  try {
    await server.listen();
  } catch (error) {
    await close();
    throw error;
  }
  const address = server.httpServer?.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${shownHost(host)}:${actual}`, close };
}

/** @param {string} file */
function isSource(file) {
  const [room = ''] = nameOf(file).split('/');
  return room === '' || room === '..' || rooms.includes(room);
}

/** A style sheet takes the place of the one before in the open page. @param {string} file its address @returns {import('vite').HotPayload} */
const publicChange = (file) =>
  file.endsWith('.css')
    ? {
        type: 'update',
        updates: [{ type: 'css-update', path: file, acceptedPath: file, timestamp: Date.now() }],
      }
    : { type: 'full-reload' };
