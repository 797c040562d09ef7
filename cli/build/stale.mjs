/** Builds dist/ (the page) and dist-cli/ (the command line) unless they are of exactly these sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain } from '../../data/is-main.mjs';
import { programOptions } from '../../data/options.mjs';
import { root } from '../install.mjs';
import { checkBuild } from './check.mjs';
import { buildKernels } from './kernels.mjs';

const shared = ['src', 'workers', 'cli/build', 'package-lock.json', 'package.json'];
/** What the command line takes from data/, which also holds the datasets. */
const fromData = readdirSync(path.join(root, 'data'))
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => `data/${name}`);

const targets = {
  page: {
    title: 'the page',
    output: 'dist',
    config: 'rollup.config.mjs',
    sources: [...shared, 'public', 'data', 'cli/headers.mjs'],
    check: checkBuild,
  },
  cli: {
    title: 'the command line',
    output: 'dist-cli',
    config: 'rollup.node.config.mjs',
    sources: [...shared, 'cli/a2', ...fromData],
    check: null,
  },
};

/** @typedef {keyof typeof targets} Target */

/**
 * Says what it builds on the standard error, so that the command line's output can be piped.
 * @param {readonly Target[]} [names] all when left out
 */
export async function buildIfStale(names = ['page', 'cli']) {
  // First, because what is compiled here is among the sources of both.
  buildKernels();
  for (const name of names) {
    const { title, output, config, sources, check } = targets[name];
    const what = { title, output, sources: [...sources, config] };
    await unlessCurrent(what, () => {
      bundle(config);
      check?.(path.join(root, output));
    });
  }
}

/**
 * Makes an output of some sources anew unless it is of exactly these.
 * @param {{ title: string, output: string, sources: readonly string[] }} what
 * @param {() => void | Promise<void>} make
 */
export async function unlessCurrent({ title, output, sources }, make) {
  const stampFile = path.join(root, output, '.stamp');
  const stamp = `${fingerprint(sources)}${process.env['A2_PATH'] ?? ''}`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error(`Building ${title} …`);
  await make();
  writeFileSync(stampFile, stamp);
}

/** @param {string} config */
function bundle(config) {
  const program = path.join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const result = spawnSync(process.execPath, [program, '-c', config, '--silent'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (result.status !== 0) throw new Error('The build failed; its message is above.');
}

/** Names, sizes and times of all sources: quick, and enough to notice an edit or a checkout. */
function fingerprint(/** @type {readonly string[]} */ sources) {
  const hash = createHash('sha256');
  for (const source of sources) visit(path.join(root, source), hash);
  return hash.digest('hex');
}

/** @param {string} place @param {import('node:crypto').Hash} hash */
function visit(place, hash) {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(place).toSorted()) visit(path.join(place, name), hash);
    return;
  }
  hash.update(`${place}\0${stats.size}\0${stats.mtimeMs}\n`);
}

if (isMain(import.meta.url)) {
  const { values } = programOptions(
    'node cli/build/stale.mjs',
    { path: 'string' },
    `node cli/build/stale.mjs [--path /courses/lab/]

Builds dist/ (the page) and dist-cli/ (the command line) where they are older than their sources.
--path names the path that the page will have on its host, as the app's id (else A2_PATH does).`,
  );
  if (values.path !== undefined) process.env['A2_PATH'] = values.path;
  try {
    await buildIfStale();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
