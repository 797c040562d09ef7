/** One setting of a trial as it is written, changed with what belongs to it. */
import { entriesOf, optionNamed, optionsAt, type Schema } from './schema-walk.ts';
import { trialSchema } from './schema.ts';
import { readPath, withValue } from './settings.ts';

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Sets a name and drops settings that the named member does not have (SGD's momentum under Adam), as an axis over
 * `optimizer.name` needs; shared settings are kept.
 */
function withName(trial: Tree, path: string, name: unknown, options: readonly Schema[]): Tree {
  const option = optionNamed(options, name);
  const section = path.slice(0, -'.name'.length);
  const written = readPath(trial, section);
  if (option === undefined || !isTree(written)) return withValue(trial, path.split('.'), name);
  const entries = entriesOf(option) ?? {};
  const kept = Object.entries(written).filter(([key]) => Object.hasOwn(entries, key));
  return withValue(trial, section.split('.'), { ...Object.fromEntries(kept), name });
}

/** A copy of a trial as it is written, with another value at a dotted path. */
export function withSetting(trial: Tree, path: string, value: unknown): Tree {
  // The list takes the place of the short form.
  if (path === 'model.layers') return { ...trial, model: { layers: value } };
  const options = optionsAt(trialSchema, path);
  return options === null
    ? withValue(trial, path.split('.'), value)
    : withName(trial, path, value, options);
}
