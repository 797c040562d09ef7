/** From a request's address to an open file below the served folder, and never outside it. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../../data/problem.mjs';

/**
 * @typedef {object} Found
 * @property {import('node:fs/promises').FileHandle} handle whoever gets it closes it
 * @property {import('node:fs').Stats} stats of the open file itself
 * @property {string} name below the folder, with slashes: "assets/main-1.js"
 */

/**
 * Between the two renames of a build there is no folder for a moment: milliseconds that are waited, at most.
 */
const moment = 2_000;

/**
 * The folder's parts of a request's target; null where it can name no file here.
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

/** Neither empty nor hidden nor above, and nothing that Windows reads otherwise than it is written. @param {string} part */
const isName = (part) =>
  part !== '' &&
  !part.startsWith('.') &&
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  !/[\\:*?"<>|\u0000-\u001f\u007f]|[. ]$/.test(part) &&
  !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part);

/** What the system says where there is no such file. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'ENXIO']);

/**
 * Opens the file of that name, or the page of a folder ("" and "x/" are index.html, "embed" is embed.html).
 * @param {string} folder @param {string} name as `nameOf` gives it
 * @param {AbortSignal} signal
 * @returns {Promise<Found | null>} null where there is none; rejects with the system's error
 */
export async function find(folder, name, signal) {
  const wanted = name === '' || name.endsWith('/') ? [`${name}index.html`] : [name];
  if (path.extname(name) === '' && !name.endsWith('/') && name !== '') wanted.push(`${name}.html`);
  for (const began = performance.now(); ;) {
    const before = await folderId(folder);
    for (const each of wanted) {
      const found = await openBelow(folder, each);
      if (found !== null) return found;
    }
    // What was missing in a build that has been replaced meanwhile may be in the new one.
    if (before !== null && before === (await folderId(folder))) break;
    if (performance.now() - began > moment) return null;
    if (before === null) await sleep(20, undefined, { signal });
  }
  // Pages that were opened before the last build may still ask for parts of theirs: their names hold a hash.
  return name.startsWith('assets/') ? openBelow(earlierBuild(folder), name) : null;
}

/** Where a build leaves the one before it. @param {string} folder */
export const earlierBuild = (folder) => `${folder}.old`;

/** @param {string} folder @param {string} name @returns {Promise<Found | null>} */
async function openBelow(folder, name) {
  let handle;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, ...name.split('/')));
    // Through a link that leads out of the folder there is nothing to be seen.
    if (!file.startsWith(`${root}${path.sep}`)) return null;
    // A pipe would otherwise wait for somebody who writes into it.
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

/** By which one build is told from the next; null where there is none. @param {string} folder */
const folderId = async (folder) =>
  (await stat(folder, { bigint: true }).catch(() => null))?.ino ?? null;
