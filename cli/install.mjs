/** Installs the packages of package-lock.json when they are missing or not the locked ones. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Node 20.19 is the first 20 that every package here supports. */
const least = /** @type {const} */ ([20, 19]);

/** Returns true when something was installed. Ends the process with one clear sentence on failure. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    fail(`a2-lab needs Node ${least.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.a2-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return false;
  console.error('Installing the packages of package-lock.json …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // The command line's standard output belongs to its results.
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    fail(
      '`npm ci` did not succeed (its message is above). Check the network, then run the same command again.',
    );
  }
  writeFileSync(stamp, lock);
  return true;
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
