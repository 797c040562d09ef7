/** Copies a folder. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies the files and folders in `from`, except direct children named in `except`. Compares names instead of using the
 * filter of `cpSync`, which on Windows gets paths in another form in some versions of Node (`\\?\C:\…`).
 * @param {string} from @param {string} to @param {ReadonlySet<string>} [except]
 */
export function copyFolder(from, to, except = new Set()) {
  mkdirSync(to, { recursive: true });
  for (const item of readdirSync(from, { withFileTypes: true })) {
    if (except.has(item.name)) continue;
    const [source, target] = [path.join(from, item.name), path.join(to, item.name)];
    if (item.isDirectory()) copyFolder(source, target);
    else copyFileSync(source, target);
  }
}
