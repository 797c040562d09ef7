/**
 * The custom elements manifest of the public element and its events, read from their sources, for
 * editors, documentation and the package's README. `node cli/package/manifest.mjs`
 * writes public/custom-elements.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as analyzer from '@custom-elements-manifest/analyzer';
import * as prettier from 'prettier';
import { isMain } from '../../data/is-main.mjs';
import { root } from '../install.mjs';

export const manifestFile = path.join(root, 'public', 'custom-elements.json');

/**
 * @typedef {{ text: string }} TypeText
 * @typedef {{ name: string, description?: string, type?: TypeText, default?: string, fieldName?: string }} Attribute
 * @typedef {{ kind: string, name: string, description?: string, privacy?: string, static?: boolean, attribute?: string, reflects?: boolean, default?: string, type?: TypeText }} Member
 * @typedef {{ name: string, description?: string, type?: TypeText }} EventEntry
 * @typedef {{ name: string, description?: string, default?: string }} Named
 * @typedef {{ kind: string, name: string, tagName?: string, customElement?: boolean, description?: string, summary?: string, superclass?: { name: string, package?: string, module?: string }, members?: Member[], attributes?: Attribute[], events?: EventEntry[], slots?: Named[], cssParts?: Named[], cssProperties?: Named[] }} Declaration
 * @typedef {{ kind: string, name: string, declaration: { name: string, module?: string } }} Export
 * @typedef {{ kind: string, path: string, declarations: Declaration[], exports: Export[] }} Module
 * @typedef {{ schemaVersion: string, readme: string, modules: Module[] }} Manifest
 */

/**
 * Cast, because its types lack these exports.
 * @type {{ create: (options: { modules: object[], plugins: object[], context: object }) => Manifest, ts: typeof import('typescript') }}
 */
const { create, ts } = /** @type {any} */ (analyzer);

/** @typedef {Declaration & { tagName: string, attributes: Attribute[], events: EventEntry[], members: Member[], slots: Named[], cssParts: Named[], cssProperties: Named[] }} ElementDeclaration */

const sources = ['src/surfaces/embed/element.ts', 'src/surfaces/embed/events.ts'];
/** The package's file that exports the classes. */
const published = 'index.js';
const registering = ['define.js', 'embed.js'];

/** @returns {Manifest} */
export function makeManifest() {
  const files = sources.map((file) =>
    ts.createSourceFile(
      file,
      readFileSync(path.join(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    ),
  );
  const all = create({ modules: files, plugins: [], context: { dev: false } });
  const documented = jsDocOf(String(files[0]?.text));
  const declarations = all.modules
    .flatMap((module) => module.declarations)
    .filter(({ kind }) => kind === 'class')
    .map((declaration) =>
      declaration.tagName === undefined ? ofEvent(declaration) : ofElement(declaration, documented),
    );
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: published,
        declarations,
        exports: declarations.map(({ name }) => ({
          kind: 'js',
          name,
          declaration: { name, module: published },
        })),
      },
      ...registering.map((file) => ({
        kind: 'javascript-module',
        path: file,
        declarations: [],
        exports: declarations
          .filter(({ tagName }) => tagName !== undefined)
          .map(({ name, tagName }) => ({
            kind: 'custom-element-definition',
            name: String(tagName),
            declaration: { name, module: published },
          })),
      })),
    ],
  };
}

/** The declaration of the only element. @param {Manifest} manifest */
export function elementOf(manifest) {
  const found = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName !== undefined);
  if (found === undefined) throw new Error('The manifest declares no element.');
  return /** @type {ElementDeclaration} */ (found);
}

/** The types in the comment, which are more exact than `string | null`. @param {string} text */
function jsDocOf(text) {
  const tags = text.matchAll(/@attr \{([^}]+)\} (\S+)/g);
  return new Map([...tags].map(([, type, name]) => [String(name), String(type)]));
}

/** @param {Declaration} declaration @param {ReadonlyMap<string, string>} documented */
function ofElement(declaration, documented) {
  const members = declaration.members ?? [];
  const properties = String(members.find(({ name }) => name === 'properties')?.default);
  const reflected = new Set(
    [...properties.matchAll(/(?<!\w)(\w+): \{[^{}]*reflect: true/g)].map(([, name]) => name),
  );
  const attributes = (declaration.attributes ?? []).map(({ name, description }) => ({
    name,
    type: { text: String(documented.get(name)) },
    description: description ?? '',
    fieldName: name,
  }));
  const names = new Set(attributes.map(({ name }) => name));
  return {
    ...declaration,
    description: declaration.summary ?? '',
    // That it extends LitElement is an implementation detail.
    superclass: { name: 'HTMLElement' },
    attributes,
    members: members.filter(isPublic).map((member) => ({
      ...member,
      ...(names.has(member.name) ? { attribute: member.name } : {}),
      ...(reflected.has(member.name) ? { reflects: true } : {}),
    })),
    // Only those in its comment; the analyzer also mistakes an error's code for an event.
    events: (declaration.events ?? []).filter(({ description }) => description !== undefined),
  };
}

/** @param {Declaration} declaration */
const ofEvent = (declaration) => ({
  ...declaration,
  superclass: { name: 'Event' },
  members: (declaration.members ?? []).map((member) => {
    // The analyzer mistakes an assignment in the constructor for a default.
    const kept = { ...member };
    if (kept.static !== true) delete (/** @type {{ default?: string }} */ (kept).default);
    return kept;
  }),
});

/** @param {Member} member */
const isPublic = ({ name, privacy = 'public', static: ofClass = false }) =>
  privacy === 'public' && !ofClass && !name.startsWith('#') && !name.endsWith('Callback');

/** The manifest formatted as in the repository. @param {Manifest} manifest */
export async function manifestText(manifest) {
  const options = await prettier.resolveConfig(manifestFile);
  return prettier.format(JSON.stringify(manifest), { ...options, parser: 'json' });
}

if (isMain(import.meta.url)) {
  writeFileSync(manifestFile, await manifestText(makeManifest()));
}
