/** Where a bundle goes. */
import { rmSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder given by `bundle`, which is beside the one that it will replace; or the default folder, emptied, where
 * Rollup was started by hand.
 * @param {string} usual "dist" @returns {string} a relative path, as Rollup's plugins expect
 */
export function outputFolder(usual) {
  const given = process.env['A2_OUTPUT'];
  if (given !== undefined) return path.relative(process.cwd(), given);
  rmSync(usual, { recursive: true, force: true });
  return usual;
}
