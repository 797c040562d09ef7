/** The canonical form of a trial, from which its id is computed. Apart from hash.ts, because it needs the schema. */
import type * as v from 'valibot';
import { canonicalJson } from './hash.ts';
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

/** Walks the schema beside the value and drops what equals its default, deepest parts last. */
function withoutDefaults(schema: v.GenericSchema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = entriesOf(schema, value);
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

type Entries = Readonly<Record<string, v.GenericSchema>>;

function entriesOf(schema: v.GenericSchema, value: object): Entries | null {
  if ('wrapped' in schema) return entriesOf(schema.wrapped as v.GenericSchema, value);
  if ('entries' in schema) return schema.entries as Entries;
  if (!('options' in schema) || !Array.isArray(schema.options)) return null;
  const options = schema.options as { entries: { name: { literal: unknown } } }[];
  const name: unknown = Reflect.get(value, 'name');
  const found = options.find((option) => option.entries.name.literal === name);
  return found === undefined ? null : (found.entries as unknown as Entries);
}
