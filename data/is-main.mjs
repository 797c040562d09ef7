/**
 * Whether a module is the program that Node was started with, rather than one that another imports. Here, because
 * what prepares the datasets runs alone too.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Node gives a module the address of its real file, and the program's name as it was written: through a link or a
 * junction, or on Windows in other cases, these are two texts for one file.
 * @param {string} module its `import.meta.url`
 * @param {string | undefined} [program] as it was started
 * @returns {boolean}
 */
export function isMain(module, program = process.argv[1]) {
  if (program === undefined) return false;
  try {
    // `native` also gives the letters as they are on the disk.
    return realpathSync.native(program) === realpathSync.native(fileURLToPath(module));
  } catch {
    // A program without a file, as `node --eval` has it.
    return false;
  }
}
