/** Serves the lab from its sources with Vite, and configures what Vite cannot know. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'vite';
import { buildKernelsQuickly } from '../build/kernels.mjs';
import { root } from '../install.mjs';
import { shownHost } from '../serve.mjs';
import { Compiler } from './compiler.mjs';
import { labPages } from './pages.mjs';
import { concernsUpkeep, nameOf, upkeep } from './upkeep.mjs';

/** @typedef {import('vite').ViteDevServer} Server */

/** The folders with the page's sources. */
const rooms = ['src', 'workers', 'public'];

/**
 * Rejects with the system's error where the port is unavailable.
 * @param {{ port: number, host?: string, allowed?: readonly string[] }} where
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function develop({ port, host = 'localhost', allowed = [] }) {
  const packages = path.join(root, 'node_modules');
  const cacheDir = path.join(root, '.cache', 'vite');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  /** The current error of registries or kernels. @type {string | null} */
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
    const fixed = problem !== null && found === null;
    problem = found;
    if (problem !== null) console.error(problem);
    tell();
    if (fixed) server?.ws.send({ type: 'full-reload' });
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
    // All at once: a package that is discovered later would reload the page.
    optimizeDeps: {
      entries: ['src/surfaces/app/main.ts', 'src/surfaces/embed-frame.ts', 'workers/*.worker.ts'],
    },
    plugins: [labPages(host, allowed)],
    server: {
      port,
      host,
      strictPort: true,
      // labPages decides which hosts and origins are allowed.
      allowedHosts: true,
      cors: false,
      // The overlay needs styles that the lab's policy forbids; src/surfaces/app/build-problems.ts shows the same errors.
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
  /** Changed style sheets of public/, by URL path. @type {Map<string, import('vite').HotPayload>} */
  const styles = new Map();
  ws.on('connection', () => {
    tell();
    // A page that was still connecting missed the change if it had already loaded the style sheet.
    for (const change of styles.values()) ws.send(change);
  });
  /** @param {string} file below public/ */
  const publicChanged = (file) => {
    const address = nameOf(file).slice('public'.length);
    const change = publicChange(address);
    if (change.type === 'update') styles.set(address, change);
    const seen = changedAt(file);
    ws.send(change);
    setTimeout(() => changedAt(file) !== seen && publicChanged(file), unheardMs).unref();
  };
  watcher.on('all', (event, file) => {
    const name = nameOf(file);
    if (concernsUpkeep(event, name)) kept.changed();
    // Vite does not watch files that it serves unchanged.
    if (name.startsWith('public/')) publicChanged(file);
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

/** The watcher drops a change of a file that follows another within 50 milliseconds, so it is looked at once more. */
const unheardMs = 100;

/** When a file was last written; undefined if it is gone. @param {string} file */
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** @param {string} file */
function isSource(file) {
  const [room = ''] = nameOf(file).split('/');
  return room === '' || room === '..' || rooms.includes(room);
}

/** The update for a changed file: a style sheet is replaced in the open page, anything else reloads it. @param {string} file its URL path @returns {import('vite').HotPayload} */
const publicChange = (file) =>
  file.endsWith('.css')
    ? {
        type: 'update',
        updates: [{ type: 'css-update', path: file, acceptedPath: file, timestamp: Date.now() }],
      }
    : { type: 'full-reload' };
