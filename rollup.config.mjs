/** The production build: the page with its workers, then the service worker over the result. */
import { rmSync } from 'node:fs';
import { compile, onwarn } from './cli/build/compile.mjs';
import { copied, page } from './cli/build/page.mjs';
import { precache } from './cli/build/precache.mjs';

const output = 'dist';
rmSync(output, { recursive: true, force: true });

/** @type {import('rollup').RollupOptions[]} */
export default [
  {
    input: { main: 'src/main.ts' },
    output: {
      dir: output,
      format: 'es',
      sourcemap: true,
      entryFileNames: 'assets/[name]-[hash].js',
      chunkFileNames: 'assets/[name]-[hash].js',
      assetFileNames: 'assets/[name]-[hash][extname]',
    },
    plugins: [...compile('browser'), page(), copied(output)],
    onwarn,
  },
  {
    input: { 'service-worker': 'workers/service-worker.ts' },
    output: { dir: output, format: 'es', sourcemap: true, entryFileNames: '[name].js' },
    plugins: [...compile('browser'), precache(output)],
    onwarn,
  },
];
