/** A checkout as on a student's Windows machine: with its packages, in a folder whose name has a space and an umlaut. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lockOf, root, systemOf, whyInstall, readStamp, writeStamp } from '../../cli/install.mjs';
import { home } from './wine.mjs';

export const tree = path.join(home, 'Zoë’s lab ü');

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function git(args, env = {}) {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/**
 * Checks out the working tree, including uncommitted changes, with Git set to Windows line endings.
 * Keeps the packages.
 */
export function checkOut() {
  mkdirSync(tree, { recursive: true });
  for (const name of readdirSync(tree))
    if (name !== 'node_modules') rmSync(path.join(tree, name), { recursive: true, force: true });
  // A separate index, because the checkout's own must not change.
  const env = { GIT_INDEX_FILE: path.join(home, 'index') };
  git(['read-tree', 'HEAD'], env);
  git(['add', '--all'], env);
  const windows = ['-c', 'core.autocrlf=true', '-c', 'core.eol=crlf'];
  git([...windows, 'checkout-index', '--all', '--force', `--prefix=${tree}/`], env);
  return git(['ls-files', '-z'], env)
    .split('\0')
    .filter((name) => name !== '');
}

/** Files whose bytes differ from the commit. @param {readonly string[]} files */
export const otherBytes = (files) =>
  files.filter(
    (file) => !readFileSync(path.join(tree, file)).equals(readFileSync(path.join(root, file))),
  );

/** Installs the packages with their Windows programs, once per lock file. Throws Error. */
export function installPackages() {
  /** @type {import('../../cli/install.mjs').Stamp} */
  const wanted = { lock: lockOf(tree), system: systemOf('win32', 'x64'), packages: 'all' };
  if (whyInstall(readStamp(tree), wanted) === null) return;
  console.log('Installing the packages for Windows …');
  const { status } = spawnSync(
    'npm',
    [
      'ci',
      '--os=win32',
      '--cpu=x64',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    { cwd: tree, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) throw new Error('`npm ci` for Windows failed (see its message above).');
  writeStamp(tree, wanted);
}
