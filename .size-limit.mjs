/** What may be downloaded before a page can be used. `npx size-limit` reads it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A module and all that it imports at once; names of chunks say nothing of who needs them. In minified
 * modules those imports are `from"./x.js"` and `import"./x.js"`.
 * @param {string} file @param {Set<string>} [seen]
 */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return [...seen];
  seen.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.\/[^"]+)"/g)) {
    withImports(path.posix.join(path.posix.dirname(file), String(name)), seen);
  }
  return [...seen];
}

export default [
  {
    name: 'app, first load',
    path: ['dist/assets/main-*.js'],
    limit: '120 kB',
    gzip: true,
  },
  {
    name: 'worker, without tfjs',
    path: ['dist/assets/trial.worker-*.js'],
    limit: '20 kB',
    gzip: true,
  },
  {
    name: 'kernel, the plain build',
    path: ['dist/assets/plain-*.js'],
    limit: '12 kB',
    gzip: true,
  },
  {
    name: 'element, up to its first paint',
    path: withImports('dist/element/embed.js'),
    limit: '30 kB',
    gzip: true,
  },
];
