/**
 * Compiles the AssemblyScript of workers/kernels into modules that hold WebAssembly as text: one way
 * to have it in the page, in a worker of another origin, in tests and in Node.
 * `node cli/build/kernels.mjs` does it alone.
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

const entry = 'workers/kernels/index.ts';
const output = path.join(root, 'workers', 'engine', 'wasm', 'built');

/** Two builds of the same sources; see workers/kernels/lanes.ts. */
const builds = [
  { name: 'plain', flags: ['--use', 'RELAXED=0'] },
  { name: 'relaxed', flags: ['--use', 'RELAXED=1', '--enable', 'relaxed-simd'] },
];

const flags = [
  ...['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
  // Vectors are handed from function to function inside the module only.
  ...['--disableWarning', '112'],
];

/** Compiles what is not the compilation of exactly these sources. Throws Error with asc's message. */
export function buildKernels() {
  writeCatalog();
  writeStructures();
  const stamp = fingerprint();
  const stampFile = path.join(output, 'stamp.txt');
  const files = builds.map(({ name }) => path.join(output, `${name}.ts`));
  const current = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (current && files.every((file) => existsSync(file))) return false;
  mkdirSync(output, { recursive: true });
  for (const { name, flags: own } of builds) {
    const bytes = compile([...flags, ...own]);
    const base64 = bytes.toString('base64');
    const text = `/** Made by cli/build/kernels.mjs from workers/kernels: ${bytes.length} bytes of WebAssembly. */\nexport default '${base64}';\n`;
    writeFileSync(path.join(output, `${name}.ts`), text);
  }
  writeFileSync(stampFile, stamp);
  return true;
}

/** @param {readonly string[]} options */
function compile(options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-kernel-'));
  try {
    const file = path.join(folder, 'kernel.wasm');
    const result = spawnSync(
      process.execPath,
      [compiler, entry, '--baseDir', root, '--outFile', path.relative(root, file), ...options],
      { cwd: root, encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(`The kernels did not compile:\n${result.stderr}`);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([flags, builds]));
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
