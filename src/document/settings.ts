/** The paths of all settings that a trial may have, read from its schema. */
import { schemasAt } from './schema-walk.ts';
import { trialSchema } from './schema.ts';

/** Whether a dotted path inside the trial is a setting or a group of settings. */
export const isSetting = (path: string): boolean => schemasAt(trialSchema, path).length > 0;

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d*)$/.test(key);

/** The value at a dotted path, or undefined. Numbers are places in lists. */
export function readPath(tree: unknown, path: string): unknown {
  let at: unknown = tree;
  for (const key of path.split('.')) {
    if (Array.isArray(at)) at = isIndex(key) ? (at as unknown[])[Number(key)] : undefined;
    else if (isTree(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

/**
 * A copy of `tree` with `value` at `path`; creates missing objects on the way. Numbers are places in lists, and an
 * object where there is no list.
 */
export const withValue = (tree: Tree, path: readonly string[], value: unknown): Tree =>
  withValueIn(tree, path, value) as Tree;

function withValueIn(tree: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(tree) && isIndex(first)) {
    const items = [...(tree as unknown[])];
    items[Number(first)] = withValueIn(items[Number(first)], rest, value);
    return items;
  }
  const own = isTree(tree) ? tree : {};
  const below = Object.hasOwn(own, first) ? own[first] : undefined;
  return { ...own, [first]: withValueIn(below, rest, value) };
}

/** The first part of a path that is a place in a list which the tree does not have there; null if all are. */
export function missingPlace(tree: unknown, path: string): string | null {
  const keys = path.split('.');
  const at = keys.findIndex((key, index) => {
    if (!isIndex(key)) return false;
    const list = readPath(tree, keys.slice(0, index).join('.'));
    return !Array.isArray(list) || Number(key) >= list.length;
  });
  return at === -1 ? null : keys.slice(0, at + 1).join('.');
}
