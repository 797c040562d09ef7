/**
 * How a trial's schema is walked beside a value or a path: objects, choices by name, lists, and networks, whose form
 * depends on the value.
 */
import type * as v from 'valibot';

export type Schema = v.GenericSchema;

interface Lazy extends Schema {
  readonly getter: (value: unknown) => Schema;
}

/** The schemas of each key; for a choice, those of all options. Null for what has no keys. */
export type Keys = ReadonlyMap<string, readonly Schema[]>;

const isLazy = (schema: Schema): schema is Lazy => 'getter' in schema;

/** Without what wraps it, and in the form that a value has. */
export function unwrapped(schema: Schema, value: unknown): Schema {
  if ('wrapped' in schema) return unwrapped(schema.wrapped as Schema, value);
  return isLazy(schema) ? unwrapped(schema.getter(value), value) : schema;
}

/** All forms that a value may have. */
function formsOf(schema: Schema): readonly Schema[] {
  if ('wrapped' in schema) return formsOf(schema.wrapped as Schema);
  if ('forms' in schema) return (schema.forms as readonly Schema[]).flatMap(formsOf);
  return isLazy(schema) ? formsOf(schema.getter(undefined)) : [schema];
}

/** The schemas of what a choice chooses between; null for what is no choice. */
export const optionsOf = (schema: Schema): readonly Schema[] | null =>
  // A picklist's options are its values, a choice's are schemas.
  schema.type === 'variant' && 'options' in schema ? (schema.options as readonly Schema[]) : null;

/** The option of a choice with this name. */
export const optionNamed = (options: readonly Schema[], name: unknown): Schema | undefined =>
  options.find(
    (option) =>
      (option as Schema & { readonly entries: { readonly name: { readonly literal: unknown } } })
        .entries.name.literal === name,
  );

/** The schema of a list's elements; null for what is no list. */
export const itemOf = (schema: Schema): Schema | null =>
  'item' in schema ? (schema.item as Schema) : null;

export const entriesOf = (schema: Schema): Readonly<Record<string, Schema>> | null =>
  'entries' in schema ? (schema.entries as Readonly<Record<string, Schema>>) : null;

/** The keys below an unwrapped schema. */
export function keysOf(schema: Schema): Keys | null {
  const entries = entriesOf(schema);
  if (entries !== null) {
    return new Map(Object.entries(entries).map(([key, inner]) => [key, [inner]]));
  }
  const options = optionsOf(schema);
  if (options === null) return null;
  const keys = new Map<string, Schema[]>();
  for (const option of options) {
    for (const [key, inner] of keysOf(option) ?? []) {
      keys.set(key, [...(keys.get(key) ?? []), ...inner]);
    }
  }
  return keys;
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);

function schemasBelow(schema: Schema, key: string): readonly Schema[] {
  return formsOf(schema).flatMap((form) => {
    const item = itemOf(form);
    if (item !== null) return isIndex(key) ? [item] : [];
    return keysOf(form)?.get(key) ?? [];
  });
}

/** The schemas that the value at a dotted path may have; none if there is no such setting. */
export const schemasAt = (schema: Schema, path: string): readonly Schema[] =>
  path
    .split('.')
    .reduce<readonly Schema[]>(
      (schemas, key) => schemas.flatMap((each) => schemasBelow(each, key)),
      [schema],
    );

/** The options among which the name at a dotted path chooses; null if the path is of no such name. */
export function optionsAt(schema: Schema, path: string): readonly Schema[] | null {
  if (!path.endsWith('.name')) return null;
  const schemas = schemasAt(schema, path.slice(0, -'.name'.length)).flatMap(formsOf);
  const options = schemas.flatMap((each) => optionsOf(each) ?? []);
  return options.length === 0 ? null : options;
}
