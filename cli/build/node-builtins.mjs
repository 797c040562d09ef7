/**
 * tfjs and its Emscripten glue ask for Node's modules where they find themselves in Node, which a
 * browser build never does. Empty modules stand in, because an import that is left in a module
 * would keep the whole of it from loading.
 */
import { isBuiltin } from 'node:module';

const empty = '\0empty-builtin';

/** @returns {import('rollup').Plugin} */
export function nodeBuiltins() {
  return {
    name: 'node-builtins',
    resolveId: (id) => (isBuiltin(id) || id === 'node-fetch' ? empty : null),
    load: (id) => (id === empty ? 'export default {};' : null),
    // What stands here is bundled once more by those who install the package, for whom a `require` of
    // Node's modules is a module that is missing.
    transform: (code, id) =>
      id.endsWith('platform_node.js')
        ? { code: code.replaceAll(/\brequire\('[\w-]+'\)/g, 'undefined'), map: null }
        : null,
  };
}
