/**
 * Serves every TypeScript entry (a test file, a worker) as one bundle made by esbuild at request.
 * One request a file instead of hundreds, CommonJS dependencies included, and the same treatment
 * of `.wasm` imports and worker URLs as in the production build.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = process.cwd();

/** @param {string} file @returns {string} */
const urlOf = (file) => `/${path.relative(root, file).split(path.sep).join('/')}`;

/**
 * Keeps `import.meta.url` that of the source file, so that `new URL('../worker.ts', import.meta.url)`
 * means the same in a bundle; a default import of `*.wasm` becomes the file's address.
 * @type {import('esbuild').Plugin}
 */
const sameUrls = {
  name: 'same-urls',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      if (file.includes(`${path.sep}node_modules${path.sep}`)) return undefined;
      const text = await readFile(file, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const url = `new URL(${JSON.stringify(urlOf(file))}, location.origin).href`;
      return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' };
    });
    builder.onLoad({ filter: /\.wasm$/ }, ({ path: file }) => ({
      contents: `export default new URL(${JSON.stringify(urlOf(file))}, location.origin).href;`,
      loader: 'js',
    }));
  },
};

/** @returns {import('@web/dev-server-core').Plugin} */
export function bundlePlugin() {
  /** @type {Map<string, Promise<string>>} */
  const bundles = new Map();
  return {
    name: 'bundle',
    resolveMimeType: ({ path: address }) => (address.endsWith('.ts') ? 'js' : undefined),
    async serve({ path: address }) {
      if (!address.endsWith('.ts')) return undefined;
      let bundle = bundles.get(address);
      if (bundle === undefined) {
        bundle = keptOrBundled(address);
        bundles.set(address, bundle);
      }
      return { body: await bundle, type: 'js', headers: { 'Cache-Control': 'no-store' } };
    },
  };
}

/**
 * `npm test` tests the same files in several browsers, each in a process of its own: A2_BUNDLES names a
 * folder, of one such run, in which later ones find what the first has made.
 * @param {string} address
 */
async function keptOrBundled(address) {
  const folder = process.env['A2_BUNDLES'];
  const entry = path.join(root, address);
  if (folder === undefined) return bundled(entry);
  const file = path.join(folder, `${address.slice(1).replaceAll('/', '__')}.js`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const text = await bundled(entry);
  await mkdir(folder, { recursive: true });
  // Another browser's run may look for it at this moment, and must find all of it or nothing.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
  return text;
}

/** @param {string} entry */
async function bundled(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    sourcemap: 'inline',
    logLevel: 'silent',
    plugins: [sameUrls],
    // tfjs looks for Node by these; in a browser they are dead branches.
    external: [
      'fs',
      'path',
      'util',
      'crypto',
      'os',
      'perf_hooks',
      'worker_threads',
      'node-fetch',
      'string_decoder',
    ],
    define: { 'process.env.NODE_ENV': '"test"', 'globalThis.__LAB_VERSION__': '"test"' },
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made no bundle of ${entry}`);
  return file.text;
}
