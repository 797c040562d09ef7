/** What took hours is not lost to a full disk, a held file or a closed pipe: it is put where there is room. */
import os from 'node:os';
import path from 'node:path';
import { writeWhole } from '../../data/cache.mjs';
import { freeName } from './kept.ts';
import { messageOf, Problem } from './problem.ts';

/** Characters of a name that is put into another name. */
const longest = 60;

/** Folders where something may be kept, in the order in which they are tried. */
export const rescueFolders = (): readonly string[] => [os.tmpdir(), os.homedir(), process.cwd()];

/** "a2-4711-results.json": told from what other runs have rescued. */
export function rescueName(name: string): string {
  const { name: stem, ext } = path.parse(path.basename(name));
  return `a2-${process.pid}-${Array.from(stem).slice(0, longest).join('')}${ext.slice(0, longest)}`;
}

/**
 * Writes a file in place of the one that is there. Where that cannot be done it is put beside it under a numbered
 * name, else among the temporary files. Throws Problem that says where, and why.
 * @returns `name`, as it was asked for
 */
export async function writeOrRescue(
  file: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  try {
    await writeWhole(file, content, { keepLinks: true });
    return name;
  } catch (error) {
    return await rescue(file, content, error, await freeName(file));
  }
}

/**
 * Puts in a safe place what could not be written where it was wanted. Always throws Problem: that says why, and where
 * it lies now.
 * @param name of the file, from which the rescued one gets its own
 * @param first a place that is tried before the usual ones
 */
export async function rescue(
  name: string,
  content: string | Uint8Array,
  error: unknown,
  first?: string,
): Promise<never> {
  const places = rescueFolders().map((folder) => path.join(folder, rescueName(name)));
  for (const place of [...(first === undefined ? [] : [first]), ...places]) {
    const done = await writeWhole(place, content).then(
      () => true,
      () => false,
    );
    if (!done) continue;
    throw new Problem(`${messageOf(error)} What was to be written is in ${place} instead.`, {
      cause: error,
    });
  }
  throw new Problem(
    `${messageOf(error)} Nor was there room for it in ${rescueFolders().join(', ')}: it is lost.`,
    { cause: error },
  );
}
