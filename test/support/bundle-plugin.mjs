/**
 * Serves every TypeScript entry (a test file, a worker) bundled by esbuild, including CommonJS dependencies,
 * with the same treatment of `.wasm` imports and worker URLs as in the production build. The pages
 * of a whole run are bundled together and share common code, which takes a tenth of the time.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** @typedef {Record<string, string>} Outputs texts by the addresses at which they are served */

const root = process.cwd();
const shared = '.cache/pages';

/** tfjs uses these to detect Node; in a browser they are dead branches. */
const forNode = [
  'fs',
  'path',
  'util',
  'crypto',
  'os',
  'perf_hooks',
  'worker_threads',
  'node-fetch',
  'string_decoder',
];

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

const draws = path.join(root, 'test/support/draws.mjs');

/**
 * Tests get fast-check with the seed of all tests.
 * @type {import('esbuild').Plugin}
 */
const sameSeed = {
  name: 'same-seed',
  setup(builder) {
    builder.onResolve({ filter: /^fast-check$/ }, ({ importer }) =>
      importer === draws ? undefined : { path: draws },
    );
  },
};

/** CommonJS that would count most in every page, and is only imported as a whole. */
const wholes = ['axe-core'];

/**
 * Makes of every package of ECMAScript modules one module for all pages, which `wanted` then names by its
 * address. CommonJS stays in the pages: apart it would have no exports by name.
 * @param {Map<string, string>} wanted @returns {import('esbuild').Plugin}
 */
const packagesApart = (wanted) => ({
  name: 'packages-apart',
  setup(builder) {
    const looking = Symbol();
    /** @param {string} name */
    const isApart = async (name) => {
      const options = /** @type {const} */ ({ kind: 'import-statement', resolveDir: root });
      const { path: file } = await builder.resolve(name, { ...options, pluginData: looking });
      if (file === '') return false;
      const text = await readFile(file, 'utf8');
      // A comment's line may start with these words too.
      return /^(import|export)\b/m.test(text) && !/\bmodule\.exports\b|^exports\./m.test(text);
    };
    /** @type {Map<string, Promise<boolean>>} */
    const known = new Map(wholes.map((name) => [name, Promise.resolve(true)]));
    builder.onResolve({ filter: /^[@a-z]/ }, async ({ path: name, kind, pluginData }) => {
      const imported = kind === 'import-statement' || kind === 'dynamic-import';
      if (!imported || pluginData === looking || forNode.includes(name)) return undefined;
      const apart = known.get(name) ?? isApart(name);
      known.set(name, apart);
      if (!(await apart)) return undefined;
      const module = `${shared}/packages/${name.replaceAll(/[^\w.-]/g, '__')}`;
      wanted.set(name, module);
      return { path: `/${module}.js`, external: true };
    });
  },
});

/**
 * @param {readonly string[]} pageFiles the pages that are bundled at once; others, and workers, each when it
 *   is asked for
 * @returns {import('@web/dev-server-core').Plugin}
 */
export function bundlePlugin(pageFiles) {
  /** @type {Outputs} */
  const served = {};
  /** @type {Map<string, Promise<void>>} */
  const builds = new Map();
  /** @type {Promise<Outputs | null> | null} */
  let pages = null;

  const add = async (/** @type {string} */ address) => {
    pages ??= pagesOf(pageFiles);
    const outputs = await pages;
    if (outputs !== null && address in outputs) Object.assign(served, outputs);
    else Object.assign(served, await bundleOf(address));
  };

  return {
    name: 'bundle',
    resolveMimeType: ({ path: address }) => (address.endsWith('.ts') ? 'js' : undefined),
    async serve({ path: address }) {
      if (address.endsWith('.ts') && !(address in served)) {
        const building = builds.get(address) ?? add(address);
        builds.set(address, building);
        await building;
      }
      const body = served[address];
      if (body === undefined) return undefined;
      const kept = address.startsWith(`/${shared}/`) ? 'max-age=86400, immutable' : 'no-store';
      const type = address.endsWith('.map') ? 'json' : 'js';
      return { body, type, headers: { 'Cache-Control': kept } };
    },
  };
}

/**
 * All pages, or null where they are not bundled at once: nobody asked for it, or one of them is broken. Then
 * each is on its own.
 * @param {readonly string[]} files
 */
async function pagesOf(files) {
  const kept = await keptBundles('pages');
  if (kept !== null || files.length === 0) return kept;
  return keep('pages', await together(files).catch(() => null));
}

/** One entry; in the place of tests that cannot be bundled, one that fails with what esbuild says. @param {string} address @returns {Promise<Outputs>} */
async function bundleOf(address) {
  const name = address.slice(1).replaceAll('/', '__');
  const kept = await keptBundles(name);
  if (kept !== null) return kept;
  try {
    return await keep(name, await bundled([address.slice(1)], [sameSeed]));
  } catch (error) {
    if (!address.endsWith('.test.ts') || !(error instanceof Error)) throw error;
    const reason = JSON.stringify(error.message.replace(/^Build failed.*\n/, ''));
    return { [address]: `it('can be bundled', () => { throw new Error(${reason}); });` };
  }
}

/**
 * `npm test` tests the same files in several browsers, each in a process of its own: A2_BUNDLES names a
 * folder, of one such run, in which later ones find what the first has made.
 * @param {string} name @returns {Promise<Outputs | null>}
 */
async function keptBundles(name) {
  const folder = process.env['A2_BUNDLES'];
  if (folder === undefined) return null;
  const text = await readFile(path.join(folder, `${name}.json`), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

/** @template {Outputs | null} T @param {string} name @param {T} outputs @returns {Promise<T>} */
async function keep(name, outputs) {
  const folder = process.env['A2_BUNDLES'];
  if (folder === undefined || outputs === null) return outputs;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  // Another browser's run may read it concurrently, and must find all of it or nothing.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(outputs));
  await rename(unfinished, file);
  return outputs;
}

/**
 * Pages whose own code is in one piece each, so that what it imports later is there at once; packages, which
 * are most of it, are bundled once.
 * @param {readonly string[]} files
 */
async function together(files) {
  /** @type {Map<string, string>} */
  const wanted = new Map();
  const pages = await bundled(files, [sameSeed, packagesApart(wanted)]);
  const entries = [...wanted].map(([name, module]) => ({ in: name, out: module }));
  return { ...pages, ...(await bundled(entries, [])) };
}

/**
 * @param {readonly string[] | { in: string, out: string }[]} entries files; or packages, which share what they
 *   have in common
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {Promise<Outputs>}
 */
async function bundled(entries, plugins) {
  const files = entries.filter((entry) => typeof entry === 'string');
  const result = await build({
    entryPoints: /** @type {string[]} */ ([...entries]),
    absWorkingDir: root,
    outbase: root,
    outdir: root,
    chunkNames: `${shared}/[name]-[hash]`,
    bundle: true,
    splitting: files.length === 0,
    format: 'esm',
    target: 'es2022',
    write: false,
    // Asked for only where something failed; within a bundle it would be read again by every worker.
    sourcemap: 'linked',
    logLevel: 'silent',
    plugins: [sameUrls, ...plugins],
    external: forNode,
    define: { 'process.env.NODE_ENV': '"test"', 'globalThis.__LAB_VERSION__': '"test"' },
  });
  const addresses = new Map(files.map((file) => [`/${file.replace(/\.ts$/, '.js')}`, `/${file}`]));
  return Object.fromEntries(
    result.outputFiles.map(({ path: file, text }) => {
      const address = urlOf(file);
      return [addresses.get(address) ?? address, text];
    }),
  );
}
