/** The part of the npm package that runs in Node: the API and the command line, on worker threads. */
import path from 'node:path';
import { compile, onwarn } from './cli/build/compile.mjs';
import { Bundled } from './cli/build/licences.mjs';
import { nodeOutput } from './cli/build/node-output.mjs';
import { outputFolder } from './cli/build/output.mjs';

const bundled = new Bundled();
const pageSpawn = path.resolve('src/surfaces/api/spawn.ts');

/** @type {import('rollup').RollupOptions} */
export default {
  input: { index: 'cli/node/index.ts', a2: 'cli/a2/main.ts' },
  output: { ...nodeOutput, dir: path.join(outputFolder('dist-package'), 'node'), sourcemap: false },
  plugins: [
    {
      // Only pages spawn a browser's worker, which would bring its whole program along.
      name: 'no-page-workers',
      load: (id) => (id === pageSpawn ? 'export const spawnAnywhere = null;' : null),
    },
    // A package is downloaded, a build for this machine is not.
    ...compile('node', { minify: true }),
    bundled.collect(),
    bundled.write(),
  ],
  onwarn,
};
