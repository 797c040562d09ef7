/** The paths of all settings that a trial may have, read from its schema. */
import type * as v from 'valibot';
import { trialSchema } from './schema.ts';

/** The sub-schemas of a schema by key; for a choice, those of all options. */
function below(schema: object): readonly (readonly [string, object])[] {
  if ('wrapped' in schema) return below(schema.wrapped as v.GenericSchema);
  if ('entries' in schema) return Object.entries(schema.entries as Record<string, object>);
  if (!('options' in schema) || !Array.isArray(schema.options)) return [];
  const options: readonly unknown[] = schema.options;
  return options.flatMap((each) => (typeof each === 'object' && each !== null ? below(each) : []));
}

function* paths(schema: object, prefix: string): Generator<string> {
  for (const [key, inner] of below(schema)) {
    yield prefix + key;
    yield* paths(inner, `${prefix}${key}.`);
  }
}

/** Groups such as `optimizer` among them. */
const known: ReadonlySet<string> = new Set(paths(trialSchema, ''));

/** Whether a dotted path inside the trial is a setting or a group of settings. */
export const isSetting = (path: string): boolean => known.has(path);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path, or undefined. */
export function readPath(tree: unknown, path: string): unknown {
  let at: unknown = tree;
  for (const key of path.split('.')) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}
