/**
 * tfjs and its Emscripten glue import Node's modules when they run in Node, which a
 * browser build never does. Empty modules replace them, because a remaining import
 * would keep the whole module from loading.
 */
import { isBuiltin } from 'node:module';

const empty = '\0empty-builtin';

/** @returns {import('rollup').Plugin} */
export function nodeBuiltins() {
  return {
    name: 'node-builtins',
    resolveId: (id) => (isBuiltin(id) || id === 'node-fetch' ? empty : null),
    load: (id) => (id === empty ? 'export default {};' : null),
    // Users of the npm package bundle this code again; a `require` of Node's modules would be a
    // missing module there.
    transform: (code, id) =>
      id.endsWith('platform_node.js')
        ? { code: code.replaceAll(/\brequire\('[\w-]+'\)/g, 'undefined'), map: null }
        : null,
  };
}
