/**
 * Installs the packages of package-lock.json when they are missing, not the locked ones, or another system's: those with
 * which the lab is built and run, package.json's `dependencies`, or also the `devDependencies`, which are the tools of tests,
 * linters, benchmarks, the development server and the npm package. `node cli/install.mjs` installs all.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain } from '../data/is-main.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Node 20.19 is the first 20 that every package here supports. */
const least = /** @type {const} */ ([20, 19]);

/** @typedef {'running' | 'all'} Packages */
/** @typedef {{ lock: string, system: string, packages: Packages }} Stamp what is installed: sha256 of the lock file, "win32-x64" */

/** Several packages are programs of one system. @param {string} platform @param {string} architecture */
export const systemOf = (platform, architecture) => `${platform}-${architecture}`;

const thisSystem = systemOf(process.platform, process.arch);

/**
 * Returns true when something was installed. Ends the process with one clear sentence on failure.
 * @param {Packages} [needed]
 */
export function ensureInstalled(needed = 'running') {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    fail(`a2-lab needs Node ${least.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
  const found = readStamp(root);
  // Whoever has the tools keeps them.
  const packages = found?.packages ?? (toolsIn(root) ? 'all' : needed);
  /** @type {Stamp} */
  const wanted = {
    lock: lockOf(root),
    system: thisSystem,
    packages: packages === 'all' ? packages : needed,
  };
  const why = whyInstall(found, wanted);
  if (why === null) return false;
  console.error(why);
  const { command, args, shell } = installCommand(process.platform, wanted.packages);
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
  const current = found?.lock === wanted.lock && found.system === wanted.system;
  if (current && (found.packages === 'all' || wanted.packages === 'running')) return null;
  if (found !== null && found.system !== wanted.system)
    return `The packages in node_modules/ are of ${found.system}, and this is ${wanted.system}: installing those of package-lock.json for it …`;
  return wanted.packages === 'all'
    ? 'Installing the packages of package-lock.json …'
    : 'Installing the packages of package-lock.json with which the lab runs …';
}

/**
 * On Windows npm is a script of its shell. There the command is one text, because Node 24 warns of words
 * that are handed to a shell without quotes, and these need none.
 * @param {NodeJS.Platform} platform @param {Packages} packages
 */
export function installCommand(platform, packages) {
  // Said, since a person's own settings of npm, or NODE_ENV, may leave some out.
  const which = packages === 'all' ? '--include=dev' : '--omit=dev';
  const args = ['ci', which, '--no-audit', '--no-fund', '--loglevel=error'];
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

/** Null where there is none, or one of before that does not name all this. @param {string} folder @returns {Stamp | null} */
export function readStamp(folder) {
  try {
    const [lock, system, packages] = readFileSync(stampFile(folder), 'utf8').split(' ');
    if (lock === undefined || system === undefined) return null;
    return packages === 'running' || packages === 'all' ? { lock, system, packages } : null;
  } catch {
    return null;
  }
}

/** Whether there are tools where nobody has written a stamp: `npm ci` by hand brings them. @param {string} folder */
const toolsIn = (folder) => existsSync(path.join(folder, 'node_modules', 'mocha'));

/** @param {string} folder of a checkout @param {Stamp} stamp */
export function writeStamp(folder, { lock, system, packages }) {
  const file = stampFile(folder);
  // In place of the old one and not into it: copies of a checkout may share their files.
  writeFileSync(`${file}.part`, `${lock} ${system} ${packages}`);
  renameSync(`${file}.part`, file);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

if (isMain(import.meta.url)) ensureInstalled('all');
