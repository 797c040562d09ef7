/** Opens the file that a request names, below the served folder and never outside it. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../../data/problem.mjs';

/**
 * @typedef {object} Found
 * @property {import('node:fs/promises').FileHandle} handle the caller closes it
 * @property {import('node:fs').Stats} stats of the open file itself
 * @property {string} name below the folder, with slashes: "assets/main-1.js"
 */

/**
 * Maximum milliseconds to wait for the folder, which is missing between the two renames of a build.
 */
const maxWait = 2_000;

/**
 * The path below the folder that a request's target names; null where it cannot name a file here.
 * @param {string} target "/datasets/index.json?x", or the absolute form of a proxy's request
 * @returns {string | null} "datasets/index.json", "" or "experiments/" for a folder
 */
export function nameOf(target) {
  const [scheme = ''] = /^https?:\/\//i.exec(target) ?? [];
  const rest = target.slice(scheme.length);
  const host = scheme === '' ? 0 : rest.search(/[/?#]|$/);
  const relative = rest.slice(host);
  const [pathname = ''] = relative.split(/[?#]/, 1);
  if (!pathname.startsWith('/')) return null;
  let decoded;
  try {
    decoded = decodeURIComponent(pathname.slice(1));
  } catch {
    return null;
  }
  const parts = decoded.split('/');
  const folders = parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  return folders.every(isName) ? decoded : null;
}

/** Whether a path segment is allowed: not empty, hidden or `..`, and nothing that Windows would interpret differently. @param {string} part */
const isName = (part) =>
  part !== '' &&
  !part.startsWith('.') &&
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  !/[\\:*?"<>|\u0000-\u001f\u007f]|[. ]$/.test(part) &&
  !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part);

/** System errors that mean that there is no such file. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'ENXIO']);

/**
 * Opens the file of that name, or the page of a folder ("" and "x/" are index.html, "embed" is embed.html). A
 * published .gz that is kept inflated is sent so: the page recognises either form.
 * @param {string} folder @param {string} name as `nameOf` gives it
 * @param {AbortSignal} signal
 * @returns {Promise<Found | null>} null where there is none; rejects with the system's error
 */
export async function find(folder, name, signal) {
  const wanted = name === '' || name.endsWith('/') ? [`${name}index.html`] : [name];
  if (path.extname(name) === '' && !name.endsWith('/') && name !== '') wanted.push(`${name}.html`);
  if (name.endsWith('.gz')) wanted.push(name.slice(0, -'.gz'.length));
  for (const began = performance.now(); ;) {
    const before = await folderId(folder);
    for (const each of wanted) {
      const found = await openBelow(folder, each);
      if (found !== null) return found;
    }
    // If the build was replaced meanwhile, the new one may have the file.
    if (before !== null && before === (await folderId(folder))) break;
    if (performance.now() - began > maxWait) return null;
    if (before === null) await sleep(20, undefined, { signal });
  }
  // Pages opened before the last build may still request their own files, whose names hold a hash.
  return name.startsWith('assets/') ? openBelow(earlierBuild(folder), name) : null;
}

/** Where a build leaves the previous one. @param {string} folder */
export const earlierBuild = (folder) => `${folder}.old`;

/** @param {string} folder @param {string} name @returns {Promise<Found | null>} */
async function openBelow(folder, name) {
  let handle;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, ...name.split('/')));
    // A link out of the folder is not followed.
    if (!file.startsWith(`${root}${path.sep}`)) return null;
    // Non-blocking, because opening a pipe would otherwise wait for a writer.
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
    handle = await open(file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    const stats = await handle.stat();
    if (stats.isFile()) return { handle, stats, name };
  } catch (error) {
    await handle?.close();
    if (absent.has(systemCode(error))) return null;
    throw error;
  }
  await handle.close();
  return null;
}

/** Identifies the current build; null where there is none. @param {string} folder */
const folderId = async (folder) =>
  (await stat(folder, { bigint: true }).catch(() => null))?.ino ?? null;
