/**
 * How the page's program is split. Each group is one file with everything that its module imports and no
 * earlier group has: a few files, which the page requests at once, none so large that evaluating it
 * blocks the page. Modules that only other pages need, or workers too, are left to Rollup's own
 * splitting.
 */
import path from 'node:path';

/** In this order. Every page needs the first two, all but a few the third, experiment pages need all. */
const groups = [
  { name: 'lab', module: 'src/surfaces/app/make-lab.ts' },
  { name: 'app', module: 'src/surfaces/app/element.ts' },
  { name: 'sessions', module: 'src/surfaces/app/sessions.ts' },
  { name: 'charts', module: 'src/ui/elements/chart/element.ts' },
  { name: 'experiment', module: 'src/ui/pages/experiment-page/element.ts' },
];

const workers = `${path.resolve('workers')}${path.sep}`;
const isWorker = (/** @type {string} */ module) => path.resolve(module).startsWith(workers);

/** @returns {import('rollup').ManualChunksOption} */
export function divided() {
  /** @type {Map<string, string | null> | null} */
  let groupOf = null;
  return (id, { getModuleIds, getModuleInfo }) => {
    if (groupOf === null) {
      const found = new Map();
      const take = (/** @type {string} */ module, /** @type {string | null} */ group) => {
        if (found.has(module)) return;
        found.set(module, group);
        for (const each of getModuleInfo(module)?.importedIds ?? []) take(each, group);
      };
      // What the entries import stays with them, because workers must not load the page's groups: nor may
      // what a worker loads later.
      const takeAll = (/** @type {string} */ module) => {
        if (found.has(module)) return;
        found.set(module, null);
        const { importedIds = [], dynamicallyImportedIds = [] } = getModuleInfo(module) ?? {};
        for (const each of [...importedIds, ...dynamicallyImportedIds]) takeAll(each);
      };
      const entries = [...getModuleIds()].filter((module) => getModuleInfo(module)?.isEntry);
      for (const module of entries) if (isWorker(module)) takeAll(module);
      for (const module of entries) if (!isWorker(module)) take(module, null);
      for (const { name, module } of groups) take(path.resolve(module), name);
      groupOf = found;
    }
    return groupOf.get(id) ?? undefined;
  };
}

/**
 * The files to request together with the page, so that none waits until another imports it: the groups
 * and everything that they and the entry import.
 * @param {import('rollup').OutputBundle} bundle
 * @param {string} entry its file
 * @returns {string[]}
 */
export function neededAtOnce(bundle, entry) {
  /** @type {Set<string>} */
  const found = new Set([entry]);
  const add = (/** @type {string} */ name) => {
    const file = bundle[name];
    if (file?.type !== 'chunk') return;
    found.add(name);
    for (const each of file.imports) if (!found.has(each)) add(each);
  };
  for (const name of [entry, ...groups.map((group) => fileOf(bundle, group.name))]) add(name);
  found.delete(entry);
  return [...found];
}

/** @param {import('rollup').OutputBundle} bundle @param {string} name */
function fileOf(bundle, name) {
  const file = Object.values(bundle).find((each) => each.type === 'chunk' && each.name === name);
  if (file === undefined) throw new Error(`The build has no part named ${name}.`);
  return file.fileName;
}
