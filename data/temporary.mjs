/** Names of temporary files, and the removal of those that killed programs have left. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { removePatiently } from './patience.mjs';

/** Maximum bytes of a name that gets a suffix: file systems allow 255, some 143. */
const longest = 120;

let count = 0;

/** @param {string} name */
const stemOf = (name) =>
  Buffer.byteLength(name) <= longest
    ? name
    : createHash('sha256').update(name).digest('hex').slice(0, 32);

/**
 * A unique temporary path beside the file, however long its name is.
 * @param {string} folder @param {string} name of the file @returns {string}
 */
export const temporary = (folder, name) =>
  path.join(folder, `.${stemOf(name)}.${process.pid}-${++count}.tmp`);

/** Milliseconds without a write after which a file counts as abandoned: its writer may be on another machine. */
const abandonedAfter = 60_000;

/**
 * Removes temporary files of this file, or of any file in the folder, whose program is gone.
 * @param {string} folder @param {string | null} [name]
 */
export async function removeLeft(folder, name = null) {
  for (const each of await readdir(folder).catch(() => [])) {
    const [, stem, pid] = /^\.(.+)\.(\d+)(?:-\d+)?\.tmp$/.exec(each) ?? [];
    if (stem === undefined || (name !== null && stem !== stemOf(name))) continue;
    const file = path.join(folder, each);
    const there = await stat(file).catch(() => null);
    if (there === null || Date.now() - there.mtimeMs < abandonedAfter || isRunning(Number(pid)))
      continue;
    await removePatiently(file).catch(() => {});
  }
}

/** Whether a process with this id runs on this machine. @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
