/**
 * Builds are made beside what they replace, and put in its place when they are whole: whoever serves, runs or reads the
 * one before meanwhile sees all of the old or all of the new.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { lock } from '../../data/lock.mjs';
import { isHeld, removeFolderPatiently, renamePatiently } from '../../data/patience.mjs';
import { isRunning } from '../../data/temporary.mjs';
import { earlierBuild } from '../server/find.mjs';

const mark = '.building-';

/**
 * Runs `make` with an empty folder beside `output`, and puts that in the place of `output`. What was there before lies
 * in `output`.old until the next build, for pages and programs that still ask for its parts. When `make` throws,
 * nothing has changed.
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

/** Removes what builds left that were killed. @param {string} output */
async function removeLeft(output) {
  const beginning = `${path.basename(output)}${mark}`;
  for (const name of readdirSync(path.dirname(output))) {
    const pid = Number(name.slice(beginning.length));
    if (!name.startsWith(beginning) || (pid !== process.pid && isRunning(pid))) continue;
    await removeFolderPatiently(path.join(path.dirname(output), name));
  }
}

/**
 * Two renames, with the old one back in its place where the second fails.
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
      ? 'another program has a file in it open (an editor, a virus scanner, a terminal in this folder): close that, and build again'
      : error instanceof Error
        ? error.message
        : String(error);
    throw new Error(`${output} could not be replaced by its new build: ${why}.`, { cause: error });
  }
}

/**
 * One program at a time builds: a second one waits, and then finds the build there.
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
    onWait: () => tell('Another program is building, waiting …'),
  });
  try {
    return await work();
  } finally {
    await unlock();
  }
}
