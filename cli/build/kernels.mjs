/**
 * Compiles the AssemblyScript of workers/kernels into modules with WebAssembly as base64 text, which load the same
 * way in the page, in a worker of another origin, in tests and in Node.
 * `node cli/build/kernels.mjs` does only this.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isMain } from '../../data/is-main.mjs';
import { root } from '../install.mjs';
import { writeCatalog } from './catalog.mjs';
import { compiler, kernelSources, writeStructures } from './structures.mjs';

const output = path.join(root, 'workers', 'engine', 'wasm', 'built');

const core = 'workers/kernels/index.ts';
const list = 'workers/kernels/list/index.ts';
const [forShort, forLists] = [
  ['--use', 'LISTS=0'],
  ['--use', 'LISTS=1'],
];
const plain = ['--use', 'RELAXED=0'];
const relaxed = ['--use', 'RELAXED=1', '--enable', 'relaxed-simd'];

/** Two modules, for networks in the short form and for lists of layers, and two builds of each; see workers/kernels/lanes.ts. */
const builds = [
  { name: 'plain', entry: core, flags: [...plain, ...forShort] },
  { name: 'relaxed', entry: core, flags: [...relaxed, ...forShort] },
  { name: 'list-plain', entry: list, flags: [...plain, ...forLists] },
  { name: 'list-relaxed', entry: list, flags: [...relaxed, ...forLists] },
];
/** @typedef {(typeof builds)[number]} Build */

/** Optimisation levels of asc; the results are the same bit for bit. */
const efforts = { full: ['-O3', '--converge'], quick: ['-O0'] };
/** @typedef {keyof typeof efforts} Effort */

const flags = [
  ...['--noAssert', '--runtime', 'stub', '--enable', 'simd'],
  // The warning is about vectors in exported functions; here they stay inside the module.
  ...['--disableWarning', '112'],
];

/** Compiles the kernels unless they are up to date with their sources. Throws Error with asc's message. */
export function buildKernels() {
  writeCatalog();
  writeStructures();
  const stamp = fingerprint('full');
  if (isCurrent([stamp])) return false;
  write(
    builds.map((build) => compile(optionsOf('full', build))),
    stamp,
  );
  return true;
}

/**
 * The same without optimisation and with the caller's compiler, for development: the kernels are slower, and a
 * later `buildKernels` replaces them. Throws what the compiler throws, or the abort's reason.
 * @param {(options: string[]) => Promise<Uint8Array>} compiler @param {AbortSignal} signal
 */
export async function buildKernelsQuickly(compiler, signal) {
  writeCatalog();
  writeStructures();
  const stamp = fingerprint('quick');
  if (isCurrent([stamp, fingerprint('full')])) return;
  const modules = [];
  for (const build of builds) modules.push(await compiler(optionsOf('quick', build)));
  signal.throwIfAborted();
  write(modules, stamp);
}

/** The options of asc, except its output. @param {Effort} effort @param {Build} build */
const optionsOf = (effort, build) => [
  ...[build.entry, '--baseDir', root],
  ...[...efforts[effort], ...flags, ...build.flags],
];

/** @param {readonly string[]} stamps the acceptable ones */
function isCurrent(stamps) {
  const stampFile = path.join(output, 'stamp.txt');
  return (
    existsSync(stampFile) &&
    stamps.includes(readFileSync(stampFile, 'utf8')) &&
    builds.every(({ name }) => existsSync(path.join(output, `${name}.ts`)))
  );
}

/** @param {readonly Uint8Array[]} modules of the builds, in their order @param {string} stamp */
function write(modules, stamp) {
  mkdirSync(output, { recursive: true });
  for (const [at, bytes] of modules.entries()) {
    const base64 = Buffer.from(bytes).toString('base64');
    const text = `/** Made by cli/build/kernels.mjs from workers/kernels: ${bytes.length} bytes of WebAssembly. */\nexport default '${base64}';\n`;
    writeFileSync(path.join(output, `${builds[at]?.name}.ts`), text);
  }
  writeFileSync(path.join(output, 'stamp.txt'), stamp);
}

/** In a process of its own: the compiler's types would replace those of Node. @param {readonly string[]} options */
function compile(options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-kernel-'));
  try {
    const file = path.join(folder, 'kernel.wasm');
    const result = spawnSync(
      process.execPath,
      [compiler, ...options, '--outFile', path.relative(root, file)],
      { cwd: root, encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(kernelProblem(result.stderr));
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** @param {string} why asc's message */
export const kernelProblem = (why) => `The kernels did not compile:\n${why}`;

/** @param {Effort} effort */
function fingerprint(effort) {
  const hash = createHash('sha256').update(JSON.stringify([efforts[effort], flags, builds]));
  return hash.update(kernelSources()).digest('hex');
}

if (isMain(import.meta.url)) {
  try {
    if (buildKernels()) console.log('The kernels are compiled.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
