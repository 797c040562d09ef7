/**
 * Whether a module is the program that Node was started with, rather than an imported one. In data/, because
 * the dataset preparation also runs alone.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Node resolves the module's URL to its real file, but leaves the program's path as typed: through a link or a
 * junction, or with different case on Windows, these differ for the same file.
 * @param {string} module its `import.meta.url`
 * @param {string | undefined} [program] as it was typed
 * @returns {boolean}
 */
export function isMain(module, program = process.argv[1]) {
  if (program === undefined) return false;
  try {
    // `native` also returns the case of the name on the disk.
    return realpathSync.native(program) === realpathSync.native(fileURLToPath(module));
  } catch {
    // A program without a file, as with `node --eval`.
    return false;
  }
}
