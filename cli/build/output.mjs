/** Where a bundle goes. */
import { rmSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that `bundle` names, which is beside the one that it will replace; the latter itself, emptied, where
 * Rollup was started by hand.
 * @param {string} usual "dist" @returns {string} relative, as Rollup's plugins have their own files
 */
export function outputFolder(usual) {
  const given = process.env['A2_OUTPUT'];
  if (given !== undefined) return path.relative(process.cwd(), given);
  rmSync(usual, { recursive: true, force: true });
  return usual;
}
