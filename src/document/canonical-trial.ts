/** The canonical form of a trial, from which its id is computed. Apart from hash.ts, because it needs the schema. */
import { canonicalJson } from './hash.ts';
import {
  entriesOf,
  itemOf,
  optionNamed,
  optionsOf,
  unwrapped,
  type Schema,
} from './schema-walk.ts';
import { trialSchema, type Trial, type TrialDocument } from './schema.ts';

/**
 * A trial without the settings that hold their default, so that a setting added to a later version
 * of the lab does not change the ids of the trials before it.
 */
export function canonicalTrial(trial: Trial): TrialDocument {
  return withoutDefaults(trialSchema, trial) as TrialDocument;
}

/** The same for a trial as a document writes it; settings that no schema knows are left out, too. */
export const trialWithoutDefaults = (written: Readonly<Record<string, unknown>>): unknown =>
  withoutDefaults(trialSchema, written);

/** Walks the schema beside the value and drops what equals its default, deepest parts last; in lists, too. */
function withoutDefaults(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const found = unwrapped(schema, value);
  if (Array.isArray(value)) {
    const item = itemOf(found);
    return item === null
      ? value
      : value.map((each: unknown): unknown => withoutDefaults(item, each));
  }
  const entries = entriesFor(found, value);
  if (entries === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, below] of Object.entries(value)) {
    const inner = entries[key];
    if (inner === undefined || below === undefined) continue;
    if ('default' in inner && isSame(inner.default, below)) continue;
    kept[key] = withoutDefaults(inner, below);
  }
  return kept;
}

/** As `canonicalJson` writes them; texts and flags, which are most values, need no writing. */
const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' || typeof one === 'boolean'
    ? one === other
    : canonicalJson(one) === canonicalJson(other);

function entriesFor(schema: Schema, value: object): Readonly<Record<string, Schema>> | null {
  const options = optionsOf(schema);
  if (options === null) return entriesOf(schema);
  const option = optionNamed(options, Reflect.get(value, 'name'));
  return option === undefined ? null : entriesOf(option);
}
