/**
 * The licences of all packages with code in a build, read from the packages themselves, so that the list always matches
 * the bundle. A package without a licence fails the build.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The licence file in every build. */
export const licenceFile = 'THIRD-PARTY-LICENSES.txt';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} licence as an SPDX identifier, "Apache-2.0"
 * @property {string} source the URL of its sources, '' if not stated
 * @property {string} text its licence, and its notices if any
 */

/** Code in a build that is not a module of its package. */
const indirect = [
  // Compiled by AssemblyScript, whose library is partly in the result.
  { pattern: /[\\/]workers[\\/]engine[\\/]wasm[\\/]built[\\/]/, name: 'assemblyscript' },
  { pattern: /^\0commonjsHelpers/, name: '@rollup/plugin-commonjs' },
];

/**
 * For packages that name their licence without its text: packages that have the same licence text, of the same author
 * where the text names one (@lit-labs/ssr-dom-shim is from lit's repository).
 */
const others = [
  { licence: 'Apache-2.0', author: null, name: 'assemblyscript' },
  { licence: 'BSD-3-Clause', author: 'Google LLC', name: 'lit' },
];

/**
 * The folder of the package that a module belongs to; null for the lab's own modules.
 * @param {string} id as Rollup names modules
 */
export function packageFolderOf(id) {
  const found = indirect.find(({ pattern }) => pattern.test(id));
  if (found !== undefined) return path.resolve('node_modules', found.name);
  const [file = ''] = id.replace(/^\0/, '').split('?', 1);
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
  return folder ?? null;
}

/** Throws Error where it has no licence. @param {string} folder @returns {Package} */
export function packageOf(folder) {
  const { name, version, license, author, repository, homepage } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const licence = typeof license === 'string' ? license : license?.type;
  if (typeof licence !== 'string')
    throw new Error(`${name} ${version} is bundled and names no licence in its package.json.`);
  const url = typeof repository === 'string' ? repository : repository?.url;
  const source = String(url ?? homepage ?? '')
    .replace(/^git\+/, '')
    .replace(/\.git$/, '');
  const own = filesOf(folder).map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  const bySomeone = typeof author === 'string' ? author : author?.name;
  const text = filesOf(folder).some((file) => !/^notice/i.test(file))
    ? own
    : [sectionOf(folder) ?? otherText(licence, bySomeone) ?? '', ...own];
  if (text[0] === '')
    throw new Error(
      `${name} is bundled and does not include the text of its licence ${licence}. Name a package that has it in cli/build/licences.mjs.`,
    );
  return { name, version, licence, source, text: text.join('\n\n') };
}

/** @param {string} folder the names of its licences and notices */
const filesOf = (folder) =>
  readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)s?(\.(md|txt|markdown))?$/i.test(file))
    .toSorted();

/** The licence section of the package's README, if it is complete. @param {string} folder */
function sectionOf(folder) {
  const name = readdirSync(folder).find((file) => /^readme(\.|$)/i.test(file));
  const text = name === undefined ? '' : readFileSync(path.join(folder, name), 'utf8');
  const lines = text.split('\n');
  const at = lines.findIndex(
    (line, index) =>
      /licen[cs]e/i.test(line) && (line.startsWith('#') || /^[-=]{3}/.test(lines[index + 1] ?? '')),
  );
  const section = at < 0 ? '' : lines.slice(at).join('\n').trim();
  return /permission is hereby granted|redistribution and use/i.test(section) ? section : null;
}

/** @param {string} licence @param {string | undefined} author */
function otherText(licence, author) {
  const found = others.find(
    (other) => other.licence === licence && (other.author ?? author) === author,
  );
  if (found === undefined) return null;
  const folder = path.resolve('node_modules', found.name);
  const file = filesOf(folder).find((each) => /^licen[cs]e/i.test(each));
  return file === undefined ? null : readFileSync(path.join(folder, file), 'utf8').trim();
}

/** @param {readonly Package[]} packages */
export function licencesText(packages) {
  const sorted = packages.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  );
  const listed = sorted.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`);
  const parts = sorted.map(
    ({ name, version, licence, source, text }) =>
      `${'='.repeat(80)}\n${name} ${version}\nLicence: ${licence}\n${source === '' ? '' : `${source}\n`}\n${text}\n`,
  );
  return `These files contain code of ${sorted.length} packages, whose licences follow:\n\n${listed.join('\n')}\n\n${parts.join('\n')}`;
}

/** The packages of several builds that are published together. */
export class Bundled {
  /** @type {Map<string, Package>} by folder */
  #packages = new Map();

  /** @returns {import('rollup').Plugin} */
  collect() {
    return {
      name: 'licences-collected',
      generateBundle: (_, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          for (const [id, { renderedLength }] of Object.entries(file.modules)) {
            const folder = renderedLength > 0 ? packageFolderOf(id) : null;
            if (folder !== null && !this.#packages.has(folder))
              this.#packages.set(folder, packageOf(folder));
          }
        }
      },
    };
  }

  /** Writes the licence file and the lab's own licence; in the last of the builds, after `collect`. @returns {import('rollup').Plugin} */
  write() {
    const packages = this.#packages;
    return {
      name: 'licences-written',
      generateBundle() {
        const source = licencesText([...packages.values()]);
        this.emitFile({ type: 'asset', fileName: licenceFile, source });
        for (const [fileName, from] of [
          ['LICENSE.txt', 'LICENSE'],
          ['NOTICES.md', 'NOTICES.md'],
        ])
          this.emitFile({ type: 'asset', fileName, source: readFileSync(String(from), 'utf8') });
      },
    };
  }
}
