/** How the builds for Node lay out their files. */

/** tfjs and its Emscripten glue use CommonJS's names where they find themselves in Node. */
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
  // An entry of its own, though of another thread.
  chunkFileNames: ({ name }) =>
    name === 'trial.worker' ? '[name].mjs' : 'chunks/[name]-[hash].mjs',
  assetFileNames: 'assets/[name]-[hash][extname]',
  banner: ({ moduleIds }) =>
    moduleIds.some((id) => id.includes('@tensorflow')) ? commonjsNames : '',
};
