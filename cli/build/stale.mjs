/** Builds dist/ unless it is the build of exactly these sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../install.mjs';
import { buildKernels } from './kernels.mjs';

const sources = [
  'src',
  'workers',
  'public',
  'cli',
  'data',
  'rollup.config.mjs',
  'package-lock.json',
  'package.json',
];
const stampFile = path.join(root, 'dist', '.stamp');

export async function buildIfStale() {
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  console.log('Building …');
  buildKernels();
  const program = path.join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const result = spawnSync(process.execPath, [program, '-c', '--silent'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) throw new Error('The build failed; its message is above.');
  writeFileSync(stampFile, stamp);
  return true;
}

/** Names, sizes and times of all sources: quick, and enough to notice an edit or a checkout. */
function fingerprint() {
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildIfStale();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
