/** Saves results elsewhere when a full disk, a locked file or a closed pipe keeps them from their target. */
import os from 'node:os';
import path from 'node:path';
import { writeWhole } from '../../data/cache.mjs';
import { freeName } from './kept.ts';
import { messageOf, Problem } from './problem.ts';
import type { Content } from './content.ts';

/** Maximum characters taken over from the original name. */
const maxStem = 60;

/** Folders for rescued files, in the order in which they are tried. */
export const rescueFolders = (): readonly string[] => [os.tmpdir(), os.homedir(), process.cwd()];

/** "a2-4711-results.json", with the process id to distinguish it from other runs' files. */
export function rescueName(name: string): string {
  const { name: stem, ext } = path.parse(path.basename(name));
  return `a2-${process.pid}-${Array.from(stem).slice(0, maxStem).join('')}${ext.slice(0, maxStem)}`;
}

/**
 * Writes a file, replacing the existing one. If that fails, writes it beside the target under a numbered
 * name, else to the temporary folder, and throws Problem that says where, and why.
 * @returns `name`, as requested
 */
export async function writeOrRescue(file: string, name: string, content: Content): Promise<string> {
  try {
    await writeWhole(file, content, { keepLinks: true });
    return name;
  } catch (error) {
    return await rescue(file, content, error, await freeName(file));
  }
}

/**
 * Saves elsewhere what could not be written to its target. Always throws Problem, which says why and where
 * it is now.
 * @param name of the file, from which the rescued file's name is made
 * @param first a path to try before the usual ones
 */
export async function rescue(
  name: string,
  content: Content,
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
    throw new Problem(`${messageOf(error)} The content is in ${place} instead.`, {
      cause: error,
    });
  }
  throw new Problem(
    `${messageOf(error)} There was no space in ${rescueFolders().join(', ')} either, so the content is lost.`,
    { cause: error },
  );
}
