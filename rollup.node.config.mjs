/** The build of the command line and of its worker threads, for Node. */
import { compile, onwarn } from './cli/build/compile.mjs';
import { Bundled } from './cli/build/licences.mjs';
import { nodeOutput } from './cli/build/node-output.mjs';
import { outputFolder } from './cli/build/output.mjs';

const bundled = new Bundled();

/** @type {import('rollup').RollupOptions} */
export default {
  input: { a2: 'cli/a2/main.ts' },
  output: { ...nodeOutput, dir: outputFolder('dist-cli') },
  plugins: [...compile('node'), bundled.collect(), bundled.write()],
  onwarn,
};
