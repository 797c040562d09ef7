/** The names of files that are being written, and what is left of them where a program was killed. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { removePatiently } from './patience.mjs';

/** Bytes of a name to which more can be put: file systems take 255, some 143. */
const longest = 120;

let count = 0;

/** @param {string} name */
const stemOf = (name) =>
  Buffer.byteLength(name) <= longest
    ? name
    : createHash('sha256').update(name).digest('hex').slice(0, 32);

/**
 * Beside the file, under a name that no other write of this or another program has, however long the file's is.
 * @param {string} folder @param {string} name of the file @returns {string}
 */
export const temporary = (folder, name) =>
  path.join(folder, `.${stemOf(name)}.${process.pid}-${++count}.tmp`);

/** Milliseconds for which nothing was written to a file: whoever began it may be on another machine. */
const quiet = 60_000;

/**
 * Removes what writes of this file, or of any file in the folder, have left whose program is gone.
 * @param {string} folder @param {string | null} [name]
 */
export async function removeLeft(folder, name = null) {
  for (const each of await readdir(folder).catch(() => [])) {
    const [, stem, pid] = /^\.(.+)\.(\d+)(?:-\d+)?\.tmp$/.exec(each) ?? [];
    if (stem === undefined || (name !== null && stem !== stemOf(name))) continue;
    const file = path.join(folder, each);
    const there = await stat(file).catch(() => null);
    if (there === null || Date.now() - there.mtimeMs < quiet || isRunning(Number(pid))) continue;
    await removePatiently(file).catch(() => {});
  }
}

/** Whether a program of this machine has the number. @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
