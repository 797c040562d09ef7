/** What may be downloaded before a page can be used. `npx size-limit` reads it. */
import { readFileSync, readdirSync } from 'node:fs';
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

/** Parts of the page by their names in cli/build/chunks.mjs. @param {readonly string[]} names */
function parts(...names) {
  /** @type {Set<string>} */
  const files = new Set();
  for (const name of names) {
    const file = readdirSync('dist/assets').find((each) =>
      new RegExp(`^${name}-.{8}\\.js$`).test(each),
    );
    if (file === undefined) throw new Error(`The build has no part named ${name}.`);
    withImports(`dist/assets/${file}`, files);
  }
  return [...files];
}

export default [
  {
    name: 'app, of it what every page evaluates',
    path: parts('main', 'lab', 'app'),
    limit: '58 kB',
    gzip: true,
  },
  {
    name: 'app, first load of an experiment: all that its page asks for at once',
    path: parts('main', 'lab', 'app', 'sessions', 'charts', 'experiment'),
    limit: '127 kB',
    gzip: true,
  },
  {
    name: 'worker, without tfjs',
    path: ['dist/assets/trial.worker-*.js'],
    limit: '17 kB',
    gzip: true,
  },
  {
    name: 'worker, with what it shares with the page',
    path: parts('trial.worker'),
    limit: '33 kB',
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
    limit: '12.6 kB',
    gzip: true,
  },
];
