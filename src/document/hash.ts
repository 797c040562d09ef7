/** Content hashes: the same settings, however written, have the same id. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type * as v from 'valibot';
import { trialSchema, type DatasetSettings, type Trial, type TrialDocument } from './schema.ts';

/** A value still to be serialised, or finished text. */
type Part = { readonly value: unknown } | string;

/** JSON with sorted keys, so that equal values have equal text. Works at any depth: it does not recurse. */
export function canonicalJson(whole: unknown): string {
  let text = '';
  const parts: Part[] = [{ value: whole }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (typeof part === 'string') text += part;
    else if (typeof part.value === 'object' && part.value !== null) {
      // Reversed, because the stack is popped from its end.
      for (const inner of partsOf(part.value).reverse()) parts.push(inner);
    } else text += part.value === undefined ? 'null' : JSON.stringify(part.value);
  }
  return text;
}

function partsOf(value: object): Part[] {
  if (Array.isArray(value)) {
    const each = value.flatMap((item: unknown, at) => [at === 0 ? '[' : ',', { value: item }]);
    return each.length === 0 ? ['[]'] : [...each, ']'];
  }
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([key, each], at) => [
      `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`,
      { value: each as unknown },
    ]);
  return entries.length === 0 ? ['{}'] : [...entries, '}'];
}

/**
 * A trial without settings at their default, so that adding a setting in a later version of the lab does
 * not change existing ids.
 */
export function canonicalTrial(trial: Trial): TrialDocument {
  return withoutDefaults(trialSchema, trial) as TrialDocument;
}

/** The same for a trial as written in a document; also drops unknown settings. */
export const trialWithoutDefaults = (written: Readonly<Record<string, unknown>>): unknown =>
  withoutDefaults(trialSchema, written);

/** Walks schema and value together and drops what equals its default, outermost first. */
function withoutDefaults(schema: v.GenericSchema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = entriesOf(schema, value);
  if (entries === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, below] of Object.entries(value)) {
    const inner = entries[key];
    if (inner === undefined || below === undefined) continue;
    if ('default' in inner && canonicalJson(inner.default) === canonicalJson(below)) continue;
    kept[key] = withoutDefaults(inner, below);
  }
  return kept;
}

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

/** A key for each dataset: its name, or for a user's table also the hash of its settings. */
export function datasetKey({ name, table }: Pick<DatasetSettings, 'name' | 'table'>): string {
  return table === undefined ? name : `${name} ${contentHash(table)}`;
}

/** The sha256 of the canonical JSON, 64 hexadecimal digits. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}
