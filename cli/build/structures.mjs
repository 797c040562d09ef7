/**
 * Writes the field offsets of the kernels' structures, for the engine that fills them: the unmanaged
 * classes of workers/kernels and its integer constants, as the AssemblyScript compiler lays them out.
 * Writes the file only when it changes. `node cli/build/structures.mjs` does only this.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain } from '../../data/is-main.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** Run as a separate program: the types of the compiler's module would change those of every array here. */
export const compiler = path.join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
const reader = path.join(import.meta.dirname, 'read-structures.mjs');
const folder = 'workers/engine/wasm/built';

/**
 * @typedef {{ name: string, offset: number, type: string }} Field
 * @typedef {{ name: string, bytes: number, fields: readonly Field[] }} Structure
 * @typedef {{ structures: readonly Structure[], constants: readonly { name: string, value: number }[] }} Structures
 */

/**
 * The structures and constants of the kernels that a file imports. Throws Error with the compiler's message.
 * @param {string} place the lab's folder, or another one for tests
 * @param {string} entry a file in it
 * @returns {Structures}
 */
export function readStructures(place, entry) {
  const options = [
    '--enable',
    'simd',
    '--use',
    'RELAXED=0',
    '--use',
    'LISTS=1',
    '--runtime',
    'stub',
  ];
  const result = spawnSync(
    process.execPath,
    [
      ...[compiler, entry, '--baseDir', '.', '--noEmit', ...options, '--disableWarning', '112'],
      ...['--transform', reader],
    ],
    { cwd: place, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`The kernels did not compile:\n${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** @param {string} name */
const constant = (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}Structure`;

/** @param {Structures} read */
function textOf({ structures, constants }) {
  return `${[
    '/** Made by cli/build/structures.mjs from the classes and constants of workers/kernels. */',
    "import type { Structure } from '../structure.ts';",
    ...(constants.length === 0 ? [] : ['']),
    ...constants.map(({ name, value }) => `export const ${name} = ${value};`),
    ...structures.flatMap(({ name, bytes, fields }) => [
      '',
      `export const ${constant(name)} = {`,
      `  bytes: ${bytes},`,
      '  fields: {',
      ...fields.map(({ name: field, offset, type }) => `    ${field}: [${offset}, '${type}'],`),
      '  },',
      '} as const satisfies Structure;',
    ]),
    '',
    '/** By the names of their classes. */',
    'export const structures: Readonly<Record<string, Structure>> = {',
    ...structures.map(({ name }) => `  ${name}: ${constant(name)},`),
    '};',
  ].join('\n')}\n`;
}

const loops = { place: path.join(root, 'workers', 'kernels'), ending: '.ts' };
const members = { place: path.join(root, 'src', 'catalog'), ending: '.as.ts' };

/** A hash of the kernels' sources and of the compiler's version. */
export function kernelSources(places = [loops, members]) {
  const hash = createHash('sha256');
  hash.update(readFileSync(path.join(root, 'node_modules/assemblyscript/package.json')));
  for (const { place, ending } of places) {
    const names = readdirSync(place, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith(ending)).toSorted())
      hash.update(name).update(readFileSync(path.join(place, name)));
  }
  return hash.digest('hex');
}

/** Updates the file. The catalog's registries must be up to date. */
export function writeStructures() {
  const there = path.join(root, folder);
  const file = path.join(there, 'structures.ts');
  const stampFile = path.join(there, 'structures.txt');
  const own = [fileURLToPath(import.meta.url), reader].map((each) => readFileSync(each, 'utf8'));
  const stamp = createHash('sha256').update(kernelSources()).update(own.join('\n')).digest('hex');
  const read = (/** @type {string} */ each) => (existsSync(each) ? readFileSync(each, 'utf8') : '');
  if (read(stampFile) === stamp && existsSync(file)) return;
  const text = textOf(readStructures(root, 'workers/kernels/list/index.ts'));
  mkdirSync(there, { recursive: true });
  if (read(file) !== text) writeFileSync(file, text);
  writeFileSync(stampFile, stamp);
}

if (isMain(import.meta.url)) writeStructures();
