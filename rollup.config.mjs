/** The production build: the page with its workers, the element, then the service worker over the result. */
import { outputFolder } from './cli/build/output.mjs';
import { divided } from './cli/build/chunks.mjs';
import { compile, onwarn, version } from './cli/build/compile.mjs';
import { copied, page } from './cli/build/page.mjs';
import { Bundled } from './cli/build/licences.mjs';
import { ownTags } from './cli/build/own-tags.mjs';
import { precache } from './cli/build/precache.mjs';

const output = outputFolder('dist');
/** Whoever copies the element's folder takes its licences along. */
const [all, element] = [new Bundled(), new Bundled()];

/** @type {import('rollup').RollupOptions[]} */
export default [
  {
    input: { main: 'src/surfaces/app/main.ts' },
    output: {
      dir: output,
      format: 'es',
      sourcemap: true,
      entryFileNames: 'assets/[name]-[hash].js',
      chunkFileNames: 'assets/[name]-[hash].js',
      assetFileNames: 'assets/[name]-[hash][extname]',
      manualChunks: divided(),
      onlyExplicitManualChunks: true,
    },
    plugins: [...compile('browser'), page(), copied(output), all.collect()],
    onwarn,
  },
  {
    // What other pages load; all files in one folder, so that each finds the worker beside it.
    input: {
      embed: 'src/surfaces/embed.ts',
      index: 'src/surfaces/index.ts',
      define: 'src/surfaces/define.ts',
      standalone: 'src/surfaces/standalone.ts',
      frame: 'src/surfaces/embed-frame.ts',
      worker: 'workers/trial.worker.ts',
    },
    output: {
      dir: `${output}/element`,
      format: 'es',
      sourcemap: true,
      // A smaller chunk is merged into another: a request of its own costs more.
      experimentalMinChunkSize: 300,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      assetFileNames: '[name]-[hash][extname]',
    },
    plugins: [
      ownTags(version),
      ...compile('browser', { worker: 'worker.js' }),
      all.collect(),
      element.collect(),
      element.write(),
    ],
    onwarn,
  },
  {
    input: { 'service-worker': 'workers/service-worker.ts' },
    output: { dir: output, format: 'es', sourcemap: true, entryFileNames: '[name].js' },
    plugins: [...compile('browser'), precache(output), all.collect(), all.write()],
    onwarn,
  },
];
