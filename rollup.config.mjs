/** The production build: the page with its workers, then the service worker over the result. */
import { readFileSync, rmSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { copied, page } from './cli/build/page.mjs';
import { precache } from './cli/build/precache.mjs';
import { nodeBuiltins } from './cli/build/node-builtins.mjs';
import { wasmUrls, workerUrls } from './cli/build/worker-urls.mjs';

const output = 'dist';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
rmSync(output, { recursive: true, force: true });

const compile = () => [
  nodeBuiltins(),
  wasmUrls(),
  workerUrls(),
  resolve({ browser: true, preferBuiltins: false, extensions: ['.ts', '.mjs', '.js'] }),
  commonjs(),
  esbuild({
    target: 'es2022',
    minify: true,
    sourceMap: true,
    tsconfig: false,
    define: {
      A2_VERSION: JSON.stringify(version),
      'process.env.NODE_ENV': '"production"',
    },
  }),
];

/** @type {(warning: import('rollup').RollupLog, handler: (warning: import('rollup').RollupLog) => void) => void} */
const onwarn = (warning, handler) => {
  // tfjs is compiled to ES5 helpers that mention `this` at top level, and has circles of its own.
  const foreign =
    warning.id?.includes('node_modules') === true ||
    warning.ids?.every((id) => id.includes('node_modules')) === true;
  // tfjs asks for Node's modules behind a check for Node; a browser never gets there.
  if (warning.plugin === 'esbuild' && warning.message.includes('Converting "require"')) return;
  if (foreign && (warning.code === 'THIS_IS_UNDEFINED' || warning.code === 'CIRCULAR_DEPENDENCY'))
    return;
  if (warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
  handler(warning);
};

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
    plugins: [...compile(), page(), copied(output)],
    onwarn,
  },
  {
    input: { 'service-worker': 'workers/service-worker.ts' },
    output: { dir: output, format: 'es', sourcemap: true, entryFileNames: '[name].js' },
    plugins: [...compile(), precache(output)],
    onwarn,
  },
];
