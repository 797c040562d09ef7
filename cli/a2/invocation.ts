/** The command that starts this program, in a form that works in every shell. */
import path from 'node:path';

/**
 * "node cli/a2.mjs" in the lab's folder, with the full path elsewhere. With slashes on every system: Node accepts
 * them on Windows too, and some shells treat a backslash as an escape.
 * @param program the path that Node was started with
 * @param paths the path functions of another system, for tests
 */
export function invocationOf(
  program: string,
  folder: string,
  paths: Pick<typeof path, 'relative' | 'isAbsolute' | 'sep'> = path,
): string {
  const near = paths.relative(folder, program);
  // On Windows there is no relative path between drives.
  const outside = near.startsWith('..') || paths.isAbsolute(near);
  return `node ${typed((outside ? program : near).replaceAll(paths.sep, '/'))}`;
}

/** The word, in quotes where a shell would split it. */
export const typed = (word: string): string =>
  /^[\p{L}\p{N}_./:\\-]+$/u.test(word) ? word : `"${word}"`;

export const invocation = invocationOf(process.argv[1] ?? 'cli/a2.mjs', process.cwd());
