/**
 * Rollup ignores `new URL('…worker.ts', import.meta.url)`. This makes the named file an entry
 * of the same build, so that page and worker share chunks, and replaces the URL by that of the output.
 */
import path from 'node:path';

const pattern = /new URL\(\s*'([^']+\.worker\.ts)'\s*,\s*import\.meta\.url\s*(?:,\s*)?\)/g;

/**
 * @param {string | null} [beside] the file name of the build's only worker, beside the module that starts it. The URL
 *   then keeps the form that other bundlers understand
 * @returns {import('rollup').Plugin}
 */
export function workerUrls(beside = null) {
  return {
    name: 'worker-urls',
    transform(code, id) {
      if (!code.includes('.worker.ts')) return null;
      const replaced = code.replaceAll(pattern, (_, /** @type {string} */ file) => {
        if (beside !== null) return `new URL('./${beside}', import.meta.url)`;
        const target = path.resolve(path.dirname(id), file);
        const reference = this.emitFile({
          type: 'chunk',
          id: target,
          name: path.basename(file, '.ts'),
        });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return { code: replaced, map: null };
    },
  };
}

/**
 * A default import of a `.wasm` file is its URL.
 * @returns {import('rollup').Plugin}
 */
export function wasmUrls() {
  return {
    name: 'wasm-urls',
    async load(id) {
      if (!id.endsWith('.wasm')) return null;
      const { readFile } = await import('node:fs/promises');
      const reference = this.emitFile({
        type: 'asset',
        name: path.basename(id),
        source: await readFile(id),
      });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}

/**
 * A default import of a `.json` file is its content.
 * @returns {import('rollup').Plugin}
 */
export function jsonModules() {
  return {
    name: 'json-modules',
    transform: (code, id) =>
      id.endsWith('.json') ? { code: `export default ${code};`, map: null } : null,
  };
}
