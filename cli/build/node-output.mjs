/** Output options of the builds for Node. */

/** tfjs and its Emscripten glue use CommonJS globals when they run in Node. */
const commonjsNames = `import { createRequire as a2CreateRequire } from 'node:module';
import { fileURLToPath as a2FileURLToPath } from 'node:url';
const require = a2CreateRequire(import.meta.url);
const __filename = a2FileURLToPath(import.meta.url);
const __dirname = a2FileURLToPath(new URL('.', import.meta.url));`;

/** @type {import('rollup').OutputOptions} */
export const nodeOutput = {
  format: 'es',
  sourcemap: true,
  entryFileNames: '[name].mjs',
  // The worker thread's script is an entry too.
  chunkFileNames: ({ name }) =>
    name === 'trial.worker' ? '[name].mjs' : 'chunks/[name]-[hash].mjs',
  assetFileNames: 'assets/[name]-[hash][extname]',
  banner: ({ moduleIds }) =>
    moduleIds.some((id) => id.includes('@tensorflow')) ? commonjsNames : '',
};
