/** Builds dist/ (the page) and dist-cli/ (the command line) unless they are up to date with their sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain } from '../../data/is-main.mjs';
import { programOptions } from '../../data/options.mjs';
import { root } from '../install.mjs';
import { checkBuild } from './check.mjs';
import { buildKernels } from './kernels.mjs';
import { replaceBuild, withBuildLock } from './replace.mjs';

const shared = ['src', 'workers', 'cli/build', 'package-lock.json', 'package.json'];
/** The sources in data/, which also holds the datasets. */
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
 * Reports its progress on standard error, so that the command line's output can be piped.
 * @param {readonly Target[]} [names] all when left out
 */
export async function buildIfStale(names = ['page', 'cli']) {
  // First, because the compiled kernels are sources of both.
  buildKernels();
  for (const name of names) {
    const { title, output, config, sources, check } = targets[name];
    const what = { title, output, sources: [...sources, config] };
    await unlessCurrent(what, async (folder) => {
      await bundle(config, folder);
      check?.(folder);
    });
  }
}

/**
 * Rebuilds an output unless it is up to date with its sources.
 * @param {{ title: string, output: string, sources: readonly string[] }} what
 * @param {(folder: string) => void | Promise<void>} make fills an empty folder, which then replaces the output
 */
export async function unlessCurrent({ title, output, sources }, make) {
  const isCurrent = () => {
    const stampFile = path.join(root, output, '.stamp');
    return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf(sources);
  };
  if (isCurrent()) return;
  await withBuildLock(root, async () => {
    if (isCurrent()) return;
    const stamp = stampOf(sources);
    console.error(`Building ${title} …`);
    await replaceBuild(path.join(root, output), async (folder) => {
      await make(folder);
      writeFileSync(path.join(folder, '.stamp'), stamp);
    });
  });
}

/** @param {readonly string[]} sources */
const stampOf = (sources) => `${fingerprint(sources)}${process.env['A2_PATH'] ?? ''}`;

/**
 * Rejects where Rollup fails; its message is then on standard error.
 * @param {string} config @param {string} output a folder
 * @returns {Promise<void>}
 */
export function bundle(config, output) {
  const program = path.join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const child = spawn(process.execPath, [program, '-c', config, '--silent'], {
    cwd: root,
    env: { ...process.env, A2_OUTPUT: output },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The build failed (see its message above).'));
    });
  });
}

/** A hash of the names, sizes and modification times of all sources: quick, and enough to detect an edit or a checkout. */
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

Builds dist/ (the page) and dist-cli/ (the command line) if their sources have changed.
--path sets the page's path on its host, used as the app's id (default: A2_PATH).`,
  );
  if (values.path !== undefined) process.env['A2_PATH'] = values.path;
  try {
    await buildIfStale();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
