/**
 * Makes a build beside the one it replaces, and swaps them when it is complete: programs that serve, run or read the
 * build meanwhile see either all of the old one or all of the new one.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { lock } from '../../data/lock.mjs';
import { isHeld, removeFolderPatiently, renamePatiently } from '../../data/patience.mjs';
import { isRunning } from '../../data/temporary.mjs';
import { earlierBuild } from '../server/find.mjs';

const mark = '.building-';

/**
 * Runs `make` with an empty folder beside `output`, then replaces `output` with it. The previous build stays
 * in `output`.old until the next one, for pages and programs that still request its files. When `make` throws,
 * nothing changes.
 * @param {string} output @param {(folder: string) => void | Promise<void>} make
 */
export async function replaceBuild(output, make) {
  await removeLeft(output);
  const next = `${output}${mark}${process.pid}`;
  mkdirSync(next);
  try {
    await make(next);
    await putInPlace(next, output);
  } finally {
    await removeFolderPatiently(next).catch(() => {});
  }
}

/** Removes the folders of builds that were killed. @param {string} output */
async function removeLeft(output) {
  const beginning = `${path.basename(output)}${mark}`;
  for (const name of readdirSync(path.dirname(output))) {
    const pid = Number(name.slice(beginning.length));
    if (!name.startsWith(beginning) || (pid !== process.pid && isRunning(pid))) continue;
    await removeFolderPatiently(path.join(path.dirname(output), name));
  }
}

/**
 * Swaps the folders with two renames; restores the old one if the second rename fails.
 * @param {string} next @param {string} output @param {(from: string, to: string) => Promise<void>} [rename]
 */
export async function putInPlace(next, output, rename = renamePatiently) {
  const old = earlierBuild(output);
  try {
    const there = existsSync(output);
    if (there) {
      await removeFolderPatiently(old);
      await rename(output, old);
    }
    try {
      await rename(next, output);
    } catch (error) {
      if (there) await rename(old, output);
      throw error;
    }
  } catch (error) {
    const why = isHeld(error)
      ? 'another program has a file in it open (an editor, a virus scanner, a terminal in this folder). Close it and build again'
      : error instanceof Error
        ? error.message
        : String(error);
    throw new Error(`${output} could not be replaced by the new build: ${why}.`, { cause: error });
  }
}

/**
 * Lets only one program build at a time: a second one waits, and then finds the build done.
 * @template T
 * @param {string} folder of the lab @param {() => Promise<T>} work
 * @param {(text: string) => void} [tell]
 * @returns {Promise<T>}
 */
export async function withBuildLock(folder, work, tell = console.error) {
  const place = path.join(folder, '.cache');
  mkdirSync(place, { recursive: true });
  const unlock = await lock(path.join(place, 'build.lock'), {
    signal: undefined,
    onWait: () => tell('Another program is building. Waiting …'),
  });
  try {
    return await work();
  } finally {
    await unlock();
  }
}
