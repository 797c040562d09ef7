/**
 * Installs the packages of package-lock.json when they are missing, outdated, or for another system: package.json's
 * `dependencies`, which build and run the lab, or also the `devDependencies`, the tools for tests, linters, benchmarks,
 * the development server and the npm package. `node cli/install.mjs` installs all.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain } from '../data/is-main.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Node 20.19 is the first 20 that every package here supports. */
const minimumNode = /** @type {const} */ ([20, 19]);

/** @typedef {'running' | 'all'} Packages */
/** @typedef {{ lock: string, system: string, packages: Packages }} Stamp what is installed: sha256 of the lock file, "win32-x64" */

/** Several packages contain programs for one system. @param {string} platform @param {string} architecture */
export const systemOf = (platform, architecture) => `${platform}-${architecture}`;

const thisSystem = systemOf(process.platform, process.arch);

/**
 * Returns true when something was installed. Exits with an error message on failure.
 * @param {Packages} [needed]
 */
export function ensureInstalled(needed = 'running') {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < minimumNode[0] || (major === minimumNode[0] && minor < minimumNode[1])) {
    fail(
      `a2-lab needs Node ${minimumNode.join('.')} or newer; this is Node ${process.versions.node}.`,
    );
  }
  const found = readStamp(root);
  // An installation with tools keeps them.
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
    // Standard output is for the command's results only.
    stdio: ['ignore', process.stderr, process.stderr],
    shell,
  });
  if (result.status !== 0) {
    fail(
      '`npm ci` failed (see its message above). Check the network, then run the same command again.',
    );
  }
  writeStamp(root, wanted);
  return true;
}

/**
 * The message before an installation; null where none is needed.
 * @param {Stamp | null} found @param {Stamp} wanted
 */
export function whyInstall(found, wanted) {
  const current = found?.lock === wanted.lock && found.system === wanted.system;
  if (current && (found.packages === 'all' || wanted.packages === 'running')) return null;
  if (found !== null && found.system !== wanted.system)
    return `The packages in node_modules/ are for ${found.system}, but this is ${wanted.system}. Installing them for this system …`;
  return wanted.packages === 'all'
    ? 'Installing the packages of package-lock.json …'
    : 'Installing the packages of package-lock.json that the lab needs to run …';
}

/**
 * On Windows npm is a shell script. There the command is a single string, because Node 24 warns about
 * arguments passed to a shell, and these need no quoting.
 * @param {NodeJS.Platform} platform @param {Packages} packages
 */
export function installCommand(platform, packages) {
  // Explicit, because the user's npm settings or NODE_ENV may omit some.
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

/** Null where there is none, or an older one without all these fields. @param {string} folder @returns {Stamp | null} */
export function readStamp(folder) {
  try {
    const [lock, system, packages] = readFileSync(stampFile(folder), 'utf8').split(' ');
    if (lock === undefined || system === undefined) return null;
    return packages === 'running' || packages === 'all' ? { lock, system, packages } : null;
  } catch {
    return null;
  }
}

/** Whether the tools are installed, for folders without a stamp: `npm ci` by hand installs them. @param {string} folder */
const toolsIn = (folder) => existsSync(path.join(folder, 'node_modules', 'mocha'));

/** @param {string} folder of a checkout @param {Stamp} stamp */
export function writeStamp(folder, { lock, system, packages }) {
  const file = stampFile(folder);
  // Replaces the file instead of overwriting it: copies of a checkout may share files by hard links.
  writeFileSync(`${file}.part`, `${lock} ${system} ${packages}`);
  renameSync(`${file}.part`, file);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

if (isMain(import.meta.url)) ensureInstalled('all');
