/** Bundles the benchmark's TypeScript, and the lab's with it, for Node. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../cli/install.mjs';

/** Inside the checkout, so that packages are found from there. */
const output = path.join(root, '.cache', 'bench', 'bundle');

/**
 * An import of a `.wasm` file becomes its path, which is what tfjs wants in Node.
 * @type {import('esbuild').Plugin}
 */
const wasmPaths = {
  name: 'wasm-paths',
  setup(builder) {
    builder.onResolve({ filter: /\.wasm$/ }, ({ path: file, resolveDir }) => ({
      path: createRequire(path.join(resolveDir, 'of.js')).resolve(file),
      namespace: 'wasm',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'wasm' }, ({ path: file }) => ({
      contents: `export default ${JSON.stringify(file)};`,
      loader: 'js',
    }));
  },
};

/**
 * @param {Record<string, string>} entries source by name, relative to the root
 * @returns {Promise<Record<string, string>>} bundle by name
 */
export async function bundle(entries) {
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: output,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // Engines that are not used stay unloaded.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [wasmPaths],
    packages: 'external',
    define: { A2_VERSION: '"bench"' },
  });
  return Object.fromEntries(
    Object.keys(entries).map((name) => [name, path.join(output, `${name}.mjs`)]),
  );
}
