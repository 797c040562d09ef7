/** Rollup settings shared by the builds of the page and of the command line. */
import { readFileSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { nodeBuiltins } from './node-builtins.mjs';
import { jsonModules, wasmUrls, workerUrls } from './worker-urls.mjs';

export const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/**
 * @param {'browser' | 'node'} place where the output runs
 * @param {{ worker?: string, minify?: boolean }} [options] `worker`: see workerUrls; `minify` is true
 *   for a browser when left out
 */
export function compile(place, { worker, minify = place === 'browser' } = {}) {
  const browser = place === 'browser';
  return [
    // For Node, its built-in modules stay imports.
    ...(browser ? [nodeBuiltins()] : []),
    wasmUrls(),
    jsonModules(),
    workerUrls(worker),
    resolve({ browser, preferBuiltins: !browser, extensions: ['.ts', '.mjs', '.js'] }),
    commonjs(),
    esbuild({
      target: 'es2022',
      minify,
      sourceMap: true,
      tsconfig: false,
      define: {
        A2_VERSION: JSON.stringify(version),
        'process.env.NODE_ENV': '"production"',
      },
    }),
  ];
}

/** @type {(warning: import('rollup').RollupLog, handler: (warning: import('rollup').RollupLog) => void) => void} */
export const onwarn = (warning, handler) => {
  // tfjs has ES5 helpers that use `this` at top level, and import cycles of its own.
  const foreign =
    warning.id?.includes('node_modules') === true ||
    warning.ids?.every((id) => id.includes('node_modules')) === true;
  // tfjs requires Node's modules only after checking for Node; a browser never gets there.
  if (warning.plugin === 'esbuild' && warning.message.includes('Converting "require"')) return;
  if (foreign && (warning.code === 'THIS_IS_UNDEFINED' || warning.code === 'CIRCULAR_DEPENDENCY'))
    return;
  if (warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
  handler(warning);
};
