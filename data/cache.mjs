/**
 * The local cache, data/cache/<dataset>/<file>: a file under its final name is complete and
 * verified. Names that begin with a dot, and *.part, are the preparation's own and never served.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { removePatiently, renamePatiently } from './patience.mjs';
import { diskProblem } from './problem.mjs';
import { temporary } from './temporary.mjs';

/** @typedef {{ size: number, sha256: string }} Expected */

/**
 * @param {string} file @param {AbortSignal | undefined} [signal]
 * @returns {Promise<string>} in hexadecimal
 */
export async function sha256Of(file, signal) {
  const hash = createHash('sha256');
  const options = { highWaterMark: 2 ** 20, ...(signal === undefined ? {} : { signal }) };
  for await (const chunk of createReadStream(file, options)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Whether the cache holds the file, by its bytes: its size and time say nothing of a disk's flipped bits, and all
 * datasets together are read in a tenth of a second.
 * @param {string} folder @param {string} name @param {Expected} expected
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<'verified' | 'absent' | { sha256: string, size: number }>} the last: what a wrong file holds
 */
export async function cached(folder, name, expected, signal) {
  const file = path.join(folder, name);
  const now = await stat(file).catch(() => null);
  if (now === null || !now.isFile()) return 'absent';
  const sha256 = await sha256Of(file, signal);
  if (now.size !== expected.size || sha256 !== expected.sha256) return { sha256, size: now.size };
  return 'verified';
}

/**
 * Gives a complete and verified file its final name.
 * @param {string} from @param {string} folder @param {string} name
 */
export async function place(from, folder, name) {
  await renamePatiently(from, path.join(folder, name));
  await syncFolder(folder);
}

/**
 * Copies a file into the cache; nothing keeps the final name unless the copy itself has the sha256.
 * @param {string} source @param {string} folder @param {string} name @param {Expected} expected
 * @param {AbortSignal | undefined} signal
 */
export async function copyInto(source, folder, name, expected, signal) {
  const copy = temporary(folder, name);
  try {
    await copyFile(source, copy);
    // A copy takes over the mode, and published folders are often read-only.
    await chmod(copy, 0o644);
    await sync(copy);
    if ((await sha256Of(copy, signal)) !== expected.sha256) {
      throw new Error(`${source} changed while it was copied`);
    }
    await place(copy, folder, name);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, path.join(folder, name), expected.size);
  }
}

/**
 * Writes a whole file or none of it. One that was there keeps its rights, and its owner where that is allowed.
 * @param {string} file @param {string | Uint8Array} content
 * @param {{ keepLinks?: boolean }} [options] `keepLinks`: other names of the file (hard links) stay names of it; its
 *   content is replaced when all of the new one is on the disk
 */
export async function writeWhole(file, content, { keepLinks = false } = {}) {
  const folder = path.dirname(file);
  const copy = temporary(folder, path.basename(file));
  try {
    await mkdir(folder, { recursive: true });
    const there = await stat(file).catch(() => null);
    const handle = await open(copy, 'wx', there === null ? 0o666 : there.mode & 0o777);
    try {
      if (there !== null) await likeThat(handle, there);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (keepLinks && there !== null && there.nlink > 1) {
      await copyFile(copy, file);
      await sync(file);
      await removePatiently(copy);
    } else await renamePatiently(copy, file);
    await syncFolder(folder);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, file, content.length);
  }
}

/** @param {import('node:fs/promises').FileHandle} handle @param {import('node:fs').Stats} stats */
async function likeThat(handle, { mode, uid, gid }) {
  const own = await handle.stat();
  // Only root gives files away; for others the file is theirs from now on.
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => {});
  await handle.chmod(mode & 0o777);
}

/** @param {string} file */
async function sync(file) {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename last; not every system lets a folder be opened. @param {string} folder */
async function syncFolder(folder) {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
