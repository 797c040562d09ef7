/** Installs the packages of package-lock.json when they are missing, not the locked ones, or another system's. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Node 20.19 is the first 20 that every package here supports. */
const least = /** @type {const} */ ([20, 19]);

/** @typedef {{ lock: string, system: string }} Stamp what is installed: sha256 of the lock file, "win32-x64" */

/** Several packages are programs of one system. @param {string} platform @param {string} architecture */
export const systemOf = (platform, architecture) => `${platform}-${architecture}`;

const thisSystem = systemOf(process.platform, process.arch);

/** Returns true when something was installed. Ends the process with one clear sentence on failure. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    fail(`a2-lab needs Node ${least.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
  const wanted = { lock: lockOf(root), system: thisSystem };
  const why = whyInstall(readStamp(root), wanted);
  if (why === null) return false;
  console.error(why);
  const { command, args, shell } = installCommand(process.platform);
  const result = spawnSync(command, args, {
    cwd: root,
    // The command line's standard output belongs to its results.
    stdio: ['ignore', process.stderr, process.stderr],
    shell,
  });
  if (result.status !== 0) {
    fail(
      '`npm ci` did not succeed (its message is above). Check the network, then run the same command again.',
    );
  }
  writeStamp(root, wanted);
  return true;
}

/**
 * What is said before an installation; null where none is needed.
 * @param {Stamp | null} found @param {Stamp} wanted
 */
export function whyInstall(found, wanted) {
  if (found !== null && found.lock === wanted.lock && found.system === wanted.system) return null;
  if (found !== null && found.system !== wanted.system)
    return `The packages in node_modules/ are of ${found.system}, and this is ${wanted.system}: installing those of package-lock.json for it …`;
  return 'Installing the packages of package-lock.json …';
}

/**
 * On Windows npm is a script of its shell. There the command is one text, because Node 24 warns of words
 * that are handed to a shell without quotes, and these need none.
 * @param {NodeJS.Platform} platform
 */
export function installCommand(platform) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return platform === 'win32'
    ? { command: ['npm', ...args].join(' '), args: [], shell: true }
    : { command: 'npm', args, shell: false };
}

/** @param {string} folder of a checkout */
export const lockOf = (folder) =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');

/** @param {string} folder of a checkout */
const stampFile = (folder) => path.join(folder, 'node_modules', '.a2-installed');

/** Null where there is none, or one of before that does not name its system. @param {string} folder @returns {Stamp | null} */
export function readStamp(folder) {
  try {
    const [lock, system] = readFileSync(stampFile(folder), 'utf8').split(' ');
    return lock === undefined || system === undefined ? null : { lock, system };
  } catch {
    return null;
  }
}

/** @param {string} folder of a checkout @param {Stamp} stamp */
export function writeStamp(folder, { lock, system }) {
  const file = stampFile(folder);
  // In place of the old one and not into it: copies of a checkout may share their files.
  writeFileSync(`${file}.part`, `${lock} ${system}`);
  renameSync(`${file}.part`, file);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
