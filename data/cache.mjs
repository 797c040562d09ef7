/**
 * The local cache, data/cache/<dataset>/<file>: a file under its final name is complete and
 * verified. Names that begin with a dot, and *.part, are temporary files and never served.
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
 * Checks a cached file by its bytes: size and time do not reveal flipped bits on the disk, and all
 * datasets together are read in a tenth of a second.
 * @param {string} folder @param {string} name @param {Expected} expected
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<'verified' | 'absent' | { sha256: string, size: number }>} the last: the hash and size of a wrong file
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
 * Copies a file into the cache. Only a copy with the right sha256 gets the final name.
 * @param {string} source @param {string} folder @param {string} name @param {Expected} expected
 * @param {AbortSignal | undefined} signal
 */
export async function copyInto(source, folder, name, expected, signal) {
  const copy = temporary(folder, name);
  try {
    await copyFile(source, copy);
    // The copy inherits the mode, and published folders are often read-only.
    await chmod(copy, 0o644);
    await sync(copy);
    if ((await sha256Of(copy, signal)) !== expected.sha256) {
      throw new Error(`${source} changed while it was being copied`);
    }
    await place(copy, folder, name);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, path.join(folder, name), expected.size);
  }
}

/**
 * Writes a whole file or nothing. An existing file keeps its permissions, and its owner where that is allowed.
 * @param {string} file
 * @param {string | Uint8Array | AsyncIterable<string>} content iterables are written piece by piece
 * @param {{ keepLinks?: boolean }} [options] `keepLinks`: hard links to the file stay; its content is
 *   replaced in place once the new content is on the disk
 */
export async function writeWhole(file, content, { keepLinks = false } = {}) {
  const folder = path.dirname(file);
  const copy = temporary(folder, path.basename(file));
  const isWhole = typeof content === 'string' || content instanceof Uint8Array;
  try {
    await mkdir(folder, { recursive: true });
    const there = await stat(file).catch(() => null);
    const handle = await open(copy, 'wx', there === null ? 0o666 : there.mode & 0o777);
    try {
      if (there !== null) await copyPermissions(handle, there);
      // Each call writes on where the one before it ended.
      for await (const piece of isWhole ? [content] : content) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await replaceBy(copy, file, there, keepLinks);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, file, isWhole ? content.length : null);
  }
}

/**
 * Gives a complete copy in the same folder the file's name.
 * @param {string} copy @param {string} file @param {import('node:fs').Stats | null} there the old file
 * @param {boolean} keepLinks see `writeWhole`
 */
export async function replaceBy(copy, file, there, keepLinks) {
  if (keepLinks && there !== null && there.nlink > 1) {
    await copyFile(copy, file);
    await sync(file);
    await removePatiently(copy);
  } else await renamePatiently(copy, file);
  await syncFolder(path.dirname(file));
}

/** @param {import('node:fs/promises').FileHandle} handle @param {import('node:fs').Stats} stats */
export async function copyPermissions(handle, { mode, uid, gid }) {
  const own = await handle.stat();
  // Only root may change the owner; otherwise the file now belongs to this user.
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

/** Makes a rename durable. Not every system can open a folder. @param {string} folder */
async function syncFolder(folder) {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
