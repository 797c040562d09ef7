/** How this program is started, as it can be typed into any shell. */
import path from 'node:path';

/**
 * "node cli/a2.mjs" in the lab's folder, with the whole path elsewhere. With slashes on every system: Node takes
 * them on Windows too, and there are shells to which a backslash means something else.
 * @param program as Node was started with it
 * @param paths those of another system, for tests
 */
export function invocationOf(
  program: string,
  folder: string,
  paths: Pick<typeof path, 'relative' | 'isAbsolute' | 'sep'> = path,
): string {
  const near = paths.relative(folder, program);
  // On another drive of Windows there is no way from the one to the other.
  const outside = near.startsWith('..') || paths.isAbsolute(near);
  return `node ${typed((outside ? program : near).replaceAll(paths.sep, '/'))}`;
}

/** In quotes where a shell would take it apart. */
export const typed = (word: string): string =>
  /^[\p{L}\p{N}_./:\\-]+$/u.test(word) ? word : `"${word}"`;

export const invocation = invocationOf(process.argv[1] ?? 'cli/a2.mjs', process.cwd());
