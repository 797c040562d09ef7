/**
 * Builds dist-package/, which is published to npm: the element as built for other pages, its API for
 * Node, types, manifest and a README. Everything is bundled, so the package has no dependencies.
 * `node cli/package/build.mjs` rebuilds it if its sources have changed.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isMain } from '../../data/is-main.mjs';
import { manifestName, readManifest } from '../../data/prepare.mjs';
import { copyFolder } from '../build/copy.mjs';
import { buildIfStale, bundle, unlessCurrent } from '../build/stale.mjs';
import { ensureInstalled, root } from '../install.mjs';
import { packageJson } from './package-json.mjs';

export const packageFolder = path.join(root, 'dist-package');

const sources = [
  'src',
  'workers',
  'data',
  'public/experiments',
  'cli/a2',
  'cli/build',
  'cli/node',
  'cli/package',
  ...['LICENSE', 'NOTICES.md', 'package.json', 'package-lock.json', 'rollup.package.config.mjs'],
];

/** Builds the lab first if needed. */
export async function buildPackage() {
  await buildIfStale(['page']);
  await unlessCurrent({ title: 'the package', output: 'dist-package', sources }, make);
}

/** @param {string} folder */
async function make(folder) {
  // Imported only now, because they need tools that may have to be installed first.
  const { makeManifest, manifestText } = await import('./manifest.mjs');
  const { readme } = await import('./readme.mjs');
  const { writeTypes } = await import('./types.mjs');
  const at = (/** @type {string[]} */ ...names) => path.join(folder, ...names);
  pageFiles(at);
  await nodeFiles(folder, at);
  for (const name of ['LICENSE', 'NOTICES.md']) copyFileSync(path.join(root, name), at(name));
  const manifest = makeManifest();
  const described = packageJson(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  writeFileSync(at('custom-elements.json'), await manifestText(manifest));
  writeFileSync(at('package.json'), `${JSON.stringify(described, null, 2)}\n`);
  writeFileSync(at('README.md'), readme(manifest, described));
  await writeTypes(folder, manifest);
}

/** @typedef {(...names: string[]) => string} At the path of a name in the package */

/** Copies the element's built files, except source maps. @param {At} at */
function pageFiles(at) {
  const from = path.join(root, 'dist', 'element');
  for (const name of readdirSync(from)) {
    // The lab's embed.js loads the lab and its datasets from the parent folder, which the package does not have.
    // The licence file of a package is LICENSE.
    if (['embed.js', 'LICENSE.txt'].includes(name) || name.endsWith('.map')) continue;
    const file = path.join(from, name);
    const target = at(name === 'standalone.js' ? 'embed.js' : name);
    if (!name.endsWith('.js')) copyFileSync(file, target);
    else
      writeFileSync(
        target,
        readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '\n'),
      );
  }
}

/** Builds the API and the command line, with the files that the latter reads from the lab's folder. @param {string} folder @param {At} at */
async function nodeFiles(folder, at) {
  await bundle('rollup.package.config.mjs', folder);
  writeFileSync(
    at('node', 'define.mjs'),
    '// There are no elements in Node: a page that is rendered there defines them when it is open.\nexport {};\n',
  );
  mkdirSync(at('bin'));
  copyFileSync(path.join(root, 'cli', 'package', 'bin.mjs'), at('bin', 'a2-lab.mjs'));
  chmodSync(at('bin', 'a2-lab.mjs'), 0o755);
  copyFolder(path.join(root, 'public', 'experiments'), at('public', 'experiments'));
  mkdirSync(at('data'));
  // Without the data that come with the lab: they would be a fifth of the package.
  writeFileSync(at('data', manifestName), JSON.stringify(await readManifest()));
  for (const name of readdirSync(path.join(root, 'data'))) {
    if (name.endsWith('.mjs')) copyFileSync(path.join(root, 'data', name), at('data', name));
  }
}

if (isMain(import.meta.url)) {
  ensureInstalled('all');
  try {
    await buildPackage();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
