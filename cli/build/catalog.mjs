/**
 * Generates the catalog's registries: for each kind and part, a file that imports that part of all members; and the
 * kernels' list. Reads only folder and file names, in plain Node, because every tool that reads sources needs the
 * registries first: build, tests, linters, `data/prepare.mjs`. Writes a file only when it changes, so that nothing is
 * rebuilt needlessly. `node cli/build/catalog.mjs` does only this.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain } from '../../data/is-main.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const kernelPart = 'kernel.as.ts';
/** Its kernel in networks that are lists of layers. */
const opPart = 'op.as.ts';
const filesPart = 'files.json';
const isPart = /^[a-z-]+\.ts$/;
/** Folders of the catalog that are not kinds: types, shared code, and lookups in the registries. */
const besideKinds = new Set(['kinds', 'lookup', 'registry', 'shared']);

/** Parts whose registries are imported even if no member has them. @type {Readonly<Record<string, readonly string[]>>} */
const askedFor = { metric: ['measure'] };

/** @typedef {{ name: string, parts: readonly string[] }} Member */
/** @typedef {{ name: string, members: readonly Member[] }} Kind */

/** The kinds of a catalog and their members, by name. @param {string} catalog its folder @returns {Kind[]} */
export function readCatalog(catalog) {
  const folders = (/** @type {string} */ place) =>
    readdirSync(place, { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  return folders(catalog)
    .filter((folder) => !besideKinds.has(folder))
    .map((kind) => ({
      name: kind,
      members: folders(path.join(catalog, kind)).map((name) => ({
        name,
        parts: readdirSync(path.join(catalog, kind, name)).toSorted(),
      })),
    }));
}

/** "leaky-relu" → "leakyRelu". @param {string} name */
const camel = (name) =>
  name.replaceAll(/-([a-z0-9])/g, (_, /** @type {string} */ letter) => letter.toUpperCase());
/** @param {string} name */
const pascal = (name) => camel(`-${name}`);
/** @param {string} name */
const key = (name) => (/^[a-z]\w*$/i.test(name) ? name : `'${name}'`);
/** An identifier for a member, which cannot be a reserved word. @param {string} name */
const identifier = (name) => `${camel(name)}_`;

/** Parts in AssemblyScript, the registry's name for their numbers, and how the generated file's name ends. */
const kernels = [
  { part: kernelPart, name: 'kernel', generated: '' },
  { part: opPart, name: 'op', generated: '-op' },
];

/** Folders whose files are all generated here. */
const generated = ['src/catalog/registry', 'workers/kernels/generated', 'workers/engine/generated'];

const made = '/** Made by cli/build/catalog.mjs from the folders beside it. */';

/**
 * The files of the registry by their path from the root.
 * @param {readonly Kind[]} kinds
 * @param {(file: string) => string} textOf reads a file of the lab
 * @returns {Map<string, string>}
 */
export function registryFiles(kinds, textOf) {
  const files = new Map();
  for (const kind of kinds) {
    const parts = new Set([
      ...(askedFor[kind.name] ?? []),
      ...kind.members.flatMap((member) =>
        member.parts.filter((part) => isPart.test(part)).map((part) => part.slice(0, -3)),
      ),
    ]);
    for (const part of [...parts].toSorted()) {
      const name = `src/catalog/registry/${kind.name}.${part}.ts`;
      files.set(name, registryOf(kind, part));
    }
    if (kind.members.some(({ parts: all }) => all.includes(filesPart)))
      files.set(`src/catalog/registry/${kind.name}.files.ts`, publishedOf(kind, textOf));
    for (const { part, name, generated: to } of kernels) {
      if (!kind.members.some(({ parts: all }) => all.includes(part))) continue;
      const file = `workers/kernels/kinds/${kind.name}${to.replace('-', '.')}.txt`;
      files.set(`src/catalog/registry/${kind.name}.${name}.ts`, codesOf(kind, part, name));
      files.set(
        `workers/kernels/generated/${kind.name}${to}.ts`,
        kernelOf(kind, part, file, textOf),
      );
    }
    if (kind.name === 'engine') files.set('workers/engine/generated/start.ts', startsOf(kind));
  }
  return files;
}

/**
 * Registries of the same form for the members' test parts in `test/catalog/KIND/NAME/`.
 * @param {readonly Kind[]} kinds
 * @returns {Map<string, string>}
 */
export function testRegistryFiles(kinds) {
  const files = new Map();
  for (const kind of kinds) {
    const parts = new Set(kind.members.flatMap((member) => member.parts));
    for (const part of [...parts].filter((each) => isPart.test(each) && !each.includes('.test.'))) {
      const name = part.slice(0, -3);
      const text = registryOf(kind, name)
        .replace(`'../kinds/${kind.name}.ts'`, "'../kinds.ts'")
        .replace("'../kinds/members.ts'", "'../../../src/catalog/kinds/members.ts'")
        .replace(
          `'./${kind.name}.meta.ts'`,
          `'../../../src/catalog/registry/${kind.name}.meta.ts'`,
        );
      files.set(`test/catalog/registry/${kind.name}.${name}.ts`, text);
    }
  }
  return files;
}

/** @param {Kind} kind @param {string} part */
function registryOf({ name: kind, members }, part) {
  const having = members.filter(({ parts }) => parts.includes(`${part}.ts`));
  const imports = having.map(
    ({ name }) => `import ${identifier(name)} from '../${kind}/${name}/${part}.ts';`,
  );
  const entries = having.map(({ name }) => `  ${key(name)}: ${identifier(name)},`);
  const isMeta = part === 'meta';
  // The names, and the settings that follow from each member's fields, are inferred from the members.
  const types = [
    `import type { ${pascal(kind)}Parts } from '../kinds/${kind}.ts';`,
    "import type { Registry } from '../kinds/members.ts';",
    ...(isMeta ? [] : [`import type { ${pascal(kind)}Name } from './${kind}.meta.ts';`]),
  ];
  const constant = `${camel(kind)}${pascal(part)}`;
  const name = `${pascal(kind)}Name`;
  const type = `Registry<${pascal(kind)}Parts, '${part}', ${name}>`;
  const head = [made, ...types, ...imports, ''];
  const body = isMeta
    ? [
        'const members = {',
        ...entries,
        `} satisfies Registry<${pascal(kind)}Parts, 'meta', string>;`,
        '',
        `export type ${pascal(kind)}Metas = typeof members;`,
        `export type ${name} = keyof ${pascal(kind)}Metas;`,
        `export const ${constant}: ${type} = members;`,
      ]
    : [`export const ${constant}: ${type} = {`, ...entries, '};'];
  return `${[...head, ...body].join('\n')}\n`;
}

/**
 * The published files of members that have some, as the page checks them. The list is part of the program, so that
 * files are not checked against the list of the server that sends them.
 * @param {Kind} kind @param {(file: string) => string} textOf
 */
function publishedOf({ name: kind, members }, textOf) {
  const entries = members
    .filter(({ parts }) => parts.includes(filesPart))
    .map(({ name }) => {
      /** @type {{ files: Record<string, unknown>[] }} */
      const { files } = JSON.parse(textOf(`src/catalog/${kind}/${name}/${filesPart}`));
      // The page needs to know nothing of where they come from.
      const checked = files.map(({ name: file, size, sha256, inflatedSize, inflatedSha256 }) => ({
        name: file,
        size,
        sha256,
        inflatedSize,
        inflatedSha256,
      }));
      return `  ${key(name)}: ${JSON.stringify(checked)},`;
    });
  const type = `${pascal(kind)}Parts`;
  return `${[
    made,
    `import type { ${type} } from '../kinds/${kind}.ts';`,
    '',
    'const files = {',
    ...entries,
    `} satisfies Readonly<Record<string, NonNullable<${type}['files']>>>;`,
    '',
    `export type Published${pascal(kind)}Name = keyof typeof files;`,
    `export const ${camel(kind)}Files: Readonly<Record<Published${pascal(kind)}Name, NonNullable<${type}['files']>>> = files;`,
  ].join('\n')}\n`;
}

/** The dynamic imports of the engines, each in the folder of its name beside the other workers. @param {Kind} kind */
function startsOf({ members }) {
  return `${[
    made.replace('beside it', 'of src/catalog/engine'),
    "import type { EngineName } from '../../../src/catalog/registry/engine.meta.ts';",
    "import type { StartEngine } from '../types.ts';",
    '',
    'interface Module {',
    '  readonly default: StartEngine;',
    '}',
    '',
    'export const engineStart: Readonly<Record<EngineName, () => Promise<Module>>> = {',
    ...members.map(({ name }) => `  ${key(name)}: () => import('../${name}/start.ts'),`),
    '};',
  ].join('\n')}\n`;
}

/** The members with a kernel; their index is their code there. @param {Kind} kind @param {string} part */
const inKernel = ({ members }, part) => members.filter(({ parts }) => parts.includes(part));

/** @param {Kind} kind @param {string} part @param {string} name */
function codesOf(kind, part, name) {
  const entries = inKernel(kind, part).map(({ name }, code) => `  ${key(name)}: ${code},`);
  return `${[
    made,
    `import type { ${pascal(kind.name)}Name } from './${kind.name}.meta.ts';`,
    '',
    '/** The numbers under which the kernel knows them. */',
    `export const ${camel(kind.name)}${name === 'kernel' ? '' : pascal(name)}Codes = {`,
    ...entries,
    `} as const satisfies Readonly<Partial<Record<${pascal(kind.name)}Name, number>>>;`,
  ].join('\n')}\n`;
}

/**
 * The kind's functions over all members, in AssemblyScript: its template, with the lines between
 * `// each member` and `// end` repeated, so that the member is selected outside the loops. Lines after
 * `// each member with NAME` are for those that export a function of that name.
 * @param {Kind} kind @param {string} part @param {string} file the template @param {(file: string) => string} textOf
 */
function kernelOf(kind, part, file, textOf) {
  const source = (/** @type {string} */ name) => `src/catalog/${kind.name}/${name}/${part}`;
  const members = inKernel(kind, part).map(({ name }, code) => ({ name, code }));
  const imports = members.map(
    ({ name }) =>
      `import * as ${identifier(name)} from '../../../${source(name).replace(/\.ts$/, '')}';`,
  );
  const body = textOf(file).replaceAll(
    /^ *\/\/ each member(?: with (\w+))?\n([\s\S]*?)^ *\/\/ end\n/gm,
    (_, /** @type {string | undefined} */ wanted, /** @type {string} */ each) =>
      members
        .filter(
          ({ name }) =>
            wanted === undefined || textOf(source(name)).includes(`export function ${wanted}(`),
        )
        .map(({ name, code }) =>
          each.replaceAll('$member', identifier(name)).replaceAll('$code', String(code)),
        )
        .join(''),
  );
  return `// Made by cli/build/catalog.mjs from ${file}.\n${imports.join('\n')}\n\n${body}`;
}

/** Updates the registries. @param {string} [place] the lab's folder, or another one for tests */
export function writeCatalog(place = root) {
  const files = registryFiles(readCatalog(path.join(place, 'src/catalog')), (file) =>
    readFileSync(path.join(place, file), 'utf8'),
  );
  writeFiles(place, generated, files);
  // The npm package has no tests.
  const tests = path.join(place, 'test/catalog');
  if (existsSync(tests))
    writeFiles(place, ['test/catalog/registry'], testRegistryFiles(readCatalog(tests)));
}

/** @param {string} place @param {readonly string[]} folders @param {ReadonlyMap<string, string>} files */
function writeFiles(place, folders, files) {
  for (const folder of folders) {
    const there = path.join(place, folder);
    mkdirSync(there, { recursive: true });
    for (const name of readdirSync(there))
      if (!files.has(`${folder}/${name}`)) rmSync(path.join(there, name), { maxRetries: 10 });
  }
  for (const [name, text] of files) {
    const file = path.join(place, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

if (isMain(import.meta.url)) writeCatalog();
