/**
 * The local cache, data/cache/<dataset>/<file>: a file under its final name is complete and
 * verified. Names that begin with a dot, and *.part, are the preparation's own and never served.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { removePatiently, renamePatiently } from './patience.mjs';
import { diskProblem } from './problem.mjs';

/**
 * @typedef {{ size: number, mtime: number, sha256: string }} Seen
 * @typedef {{ size: number, sha256: string }} Expected
 */

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

const stampName = '.verified.json';

/** @param {string} folder @returns {Promise<Record<string, Seen>>} */
async function readStamp(folder) {
  try {
    const value = JSON.parse(await readFile(path.join(folder, stampName), 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/**
 * Whether the cache holds the file. It is read only when its size or time is not the one with
 * which it was verified, so that a second start takes no time.
 * @param {string} folder @param {string} name @param {Expected} expected
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<'verified' | 'absent' | { sha256: string, size: number }>} the last: what a wrong file holds
 */
export async function cached(folder, name, expected, signal) {
  const file = path.join(folder, name);
  const now = await stat(file).catch(() => null);
  if (now === null || !now.isFile()) return 'absent';
  const seen = (await readStamp(folder))[name];
  const mtime = Math.round(now.mtimeMs);
  if (
    now.size === expected.size &&
    seen?.size === now.size &&
    seen.mtime === mtime &&
    seen.sha256 === expected.sha256
  ) {
    return 'verified';
  }
  const sha256 = await sha256Of(file, signal);
  if (now.size !== expected.size || sha256 !== expected.sha256) return { sha256, size: now.size };
  await remember(folder, name, expected.sha256);
  return 'verified';
}

/** @param {string} folder @param {string} name @param {string} sha256 */
async function remember(folder, name, sha256) {
  const { size, mtimeMs } = await stat(path.join(folder, name));
  const stamp = await readStamp(folder);
  stamp[name] = { size, mtime: Math.round(mtimeMs), sha256 };
  const text = `${JSON.stringify(stamp, null, 1)}\n`;
  // Without its stamp the file is only read once more: a folder that cannot be written is no error.
  await writeWhole(path.join(folder, stampName), text).catch(() => {});
}

/**
 * Gives a complete and verified file its final name.
 * @param {string} from @param {string} folder @param {string} name @param {string} sha256
 */
export async function place(from, folder, name, sha256) {
  await renamePatiently(from, path.join(folder, name));
  await syncFolder(folder);
  await remember(folder, name, sha256);
}

/** @param {string} folder @param {string} name */
const temporary = (folder, name) => path.join(folder, `.${name}.${process.pid}.tmp`);

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
    await place(copy, folder, name, expected.sha256);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, path.join(folder, name), expected.size);
  }
}

/**
 * Writes a whole file or none of it.
 * @param {string} file @param {string | Uint8Array} content
 */
export async function writeWhole(file, content) {
  const folder = path.dirname(file);
  const copy = temporary(folder, path.basename(file));
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(copy, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatiently(copy, file);
    await syncFolder(folder);
  } catch (error) {
    await removePatiently(copy).catch(() => {});
    throw diskProblem(error, file, content.length);
  }
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
