/** The build of the command line and of its worker threads, for Node. */
import { rmSync } from 'node:fs';
import { compile, onwarn } from './cli/build/compile.mjs';
import { nodeOutput } from './cli/build/node-output.mjs';

const output = 'dist-cli';
rmSync(output, { recursive: true, force: true });

/** @type {import('rollup').RollupOptions} */
export default {
  input: { a2: 'cli/a2/main.ts' },
  output: { ...nodeOutput, dir: output },
  plugins: compile('node'),
  onwarn,
};
