/**
 * A dataset from its Debian package: an installed one, or one that `apt-get download` fetches. That needs no root
 * and installs nothing: package lists and apt's state are in a folder of the cache, which is removed again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { runLimited } from './limited.mjs';
import { removeFolderPatiently } from './patience.mjs';
import { Problem, bytesText, diskProblem } from './problem.mjs';
import { progressBar } from './progress.mjs';

/**
 * @typedef {{ package: string, folder: string, size: number }} DebianPackage `folder`: of its files, below the root;
 *   `size`: of the package in bytes
 *
 * @typedef {object} DebianSystem
 * @property {string} [root] of the file system; "/" by default
 * @property {readonly string[]} [options] further options of apt-get
 * @property {number} [limit] milliseconds for each of its steps
 */

/** Milliseconds: for package lists of about 10 MB, a package of 30 MB, and its unpacking. */
const limits = { lists: 180_000, package: 1_800_000, unpacking: 120_000 };

/** @param {DebianPackage} debian @param {DebianSystem} system @returns {string} the folder of an installed package's files */
export const installedFolder = ({ folder }, { root = '/' }) => path.join(root, folder);

/** Whether apt-get and dpkg-deb are there, as on every Debian and its derivatives. @param {DebianSystem} system */
export function isDebian({ root = '/' }) {
  if (!existsSync(path.join(root, 'etc/debian_version'))) return false;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return ['apt-get', 'dpkg-deb'].every((name) =>
    folders.some((folder) => existsSync(path.join(folder, name))),
  );
}

/**
 * Downloads and unpacks the package, hands over the folder of its files, and removes everything again.
 * @param {DebianPackage} debian @param {string} folder for lists, state and package; its content is lost
 * @param {{ system: DebianSystem, signal: AbortSignal | undefined, output: import('./progress.mjs').Output }} context
 * @param {(unpacked: string) => Promise<void>} use
 * @throws {Problem} where the package cannot be fetched
 */
export async function withPackage(debian, folder, { system, signal, output }, use) {
  await removeFolderPatiently(folder);
  try {
    await download(debian, folder, { system, signal, output });
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Problem('network', 'apt-get download left no package');
    const unpacked = path.join(folder, 'unpacked');
    const unpacking = await runLimited('dpkg-deb', ['-x', path.join(folder, file), unpacked], {
      limit: system.limit ?? limits.unpacking,
      signal,
    });
    if (unpacking.code !== 0) throw failure('dpkg-deb -x', unpacking);
    await use(path.join(unpacked, debian.folder));
  } catch (error) {
    signal?.throwIfAborted();
    throw diskProblem(error, folder, debian.size);
  } finally {
    await removeFolderPatiently(folder).catch(() => {});
  }
}

/** @param {DebianPackage} debian @param {string} folder @param {{ system: DebianSystem, signal: AbortSignal | undefined, output: import('./progress.mjs').Output }} context */
async function download(debian, folder, { system, signal, output }) {
  for (const below of ['state/lists/partial', 'cache/archives/partial'])
    await mkdir(path.join(folder, below), { recursive: true });
  const options = [
    `Dir::State=${path.join(folder, 'state')}`,
    `Dir::Cache=${path.join(folder, 'cache')}`,
    // What is installed here does not matter, and no lock of the system's apt is taken.
    'Dir::State::status=/dev/null',
    'Debug::NoLocking=1',
    'Acquire::Languages=none',
    'Acquire::Retries=0',
    'Acquire::http::Timeout=20',
    'Acquire::https::Timeout=20',
    ...(system.options ?? []),
  ].flatMap((option) => ['-o', option]);
  // Texts in English, and no question to anybody.
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ args, /** @type {number} */ limit) =>
    runLimited('apt-get', ['-q', ...options, ...args], {
      limit: system.limit ?? limit,
      signal,
      cwd: folder,
      env,
    });
  const lists = await apt(['update'], limits.lists);
  if (lists.late) throw failure('apt-get update', lists);
  const stop = watchSize(folder, debian, output);
  // Also after an error of `update`, which one broken source of several causes.
  const fetched = await apt(['download', debian.package], limits.package).finally(stop);
  if (fetched.code === 0) return;
  // Without lists, `download` only says that there is no such package.
  if (fetched.late || complaintOf(lists.output) === null)
    throw failure('apt-get download', fetched);
  throw failure('apt-get update', lists);
}

/**
 * Draws the progress of apt-get, which prints none for a program: the growth of its folder.
 * @param {string} folder @param {DebianPackage} debian @param {import('./progress.mjs').Output} output
 */
function watchSize(folder, debian, output) {
  const bar = progressBar(output, debian.package, debian.size, 0);
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    const size = await packageSize(folder).catch(() => 0);
    looking = false;
    if (!ended && size > 0) bar.update(Math.min(size, debian.size));
  };
  let ended = false;
  const timer = setInterval(() => void look(), 500);
  return () => {
    ended = true;
    clearInterval(timer);
    bar.end();
  };
}

/** @param {string} folder */
async function packageSize(folder) {
  let size = 0;
  for (const place of [folder, path.join(folder, 'cache/archives/partial')]) {
    for (const name of await readdir(place)) {
      if (name.includes('.deb')) size = Math.max(size, (await stat(path.join(place, name))).size);
    }
  }
  return size;
}

/** @param {string} what @param {import('./limited.mjs').Ended} ended */
function failure(what, { late, output }) {
  const why = late ? 'took too long and was ended' : (complaintOf(output) ?? 'failed');
  return new Problem('network', `${what}: ${why}`);
}

/** The most telling error or warning of apt's or dpkg's output. @param {string} output @returns {string | null} */
function complaintOf(output) {
  const lines = output.split('\n').filter((each) => /^(?:[EW]: |dpkg-deb: error)/.test(each));
  const line = lines.find((each) => /failed|could not|unable|error/i.test(each)) ?? lines[0];
  return line?.replace(/^[EW]: /, '').trim() ?? null;
}

/** What is tried, and how long it may take. @param {DebianPackage} debian @param {DebianSystem} system */
export const announcement = (debian, { limit }) =>
  `apt-get fetches the package lists (about 10 MB, at most ${minutes(limit ?? limits.lists)}), then ${debian.package} (${bytesText(debian.size)}, at most ${minutes(limit ?? limits.package)}); nothing is installed …`;

/** @param {number} milliseconds */
const minutes = (milliseconds) =>
  milliseconds < 60_000
    ? `${Math.ceil(milliseconds / 1000)} s`
    : `${Math.round(milliseconds / 60_000)} min`;
