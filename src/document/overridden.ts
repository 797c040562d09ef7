/**
 * What a document writes and no trial shows: a setting of the base that an axis replaces, a value of an
 * axis that another one replaces. It is held to the schema all the same, key by key, so that nothing
 * stands in a valid document that is no setting; only what is left out is not missed.
 */
import * as v from 'valibot';
import { fromValibot, issue, type Issue } from './issue.ts';
import { trialSchema, type Experiment } from './schema.ts';

type Schema = v.GenericSchema;

/** The schemas of each key below a schema; of a choice among shapes, of all shapes. Null of a plain value. */
function keysOf(schema: Schema): ReadonlyMap<string, readonly Schema[]> | null {
  if ('wrapped' in schema) return keysOf(schema.wrapped as Schema);
  if ('entries' in schema) {
    const entries = Object.entries(schema.entries as Record<string, Schema>);
    return new Map(entries.map(([key, inner]) => [key, [inner]]));
  }
  // A picklist's options are its values, a choice's are schemas.
  if (!('options' in schema) || schema.type !== 'variant') return null;
  const keys = new Map<string, Schema[]>();
  for (const option of schema.options as readonly Schema[]) {
    for (const [key, inner] of keysOf(option) ?? []) {
      keys.set(key, [...(keys.get(key) ?? []), ...inner]);
    }
  }
  return keys;
}

/** The issues under one of several schemas: none where one of them takes the value. */
function issuesOf(schemas: readonly Schema[], value: unknown, path: string): Issue[] {
  let last: Issue[] = [];
  for (const schema of schemas) {
    last = issuesUnder(schema, value, path);
    if (last.length === 0) break;
  }
  return last;
}

function issuesUnder(schema: Schema, value: unknown, path: string): Issue[] {
  const keys = keysOf(schema);
  if (keys === null || value === null || typeof value !== 'object' || Array.isArray(value)) {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? [] : parsed.issues.map((each) => fromValibot(each, path));
  }
  return Object.entries(value).flatMap(([key, below]) => {
    const own = `${path}.${key}`;
    const schemasOfKey = keys.get(key);
    if (schemasOfKey === undefined) return [issue(own, 'no such key', below)];
    return below === undefined ? [] : issuesOf(schemasOfKey, below, own);
  });
}

function schemasAt(path: string): readonly Schema[] {
  let schemas: readonly Schema[] = [trialSchema];
  for (const key of path.split('.'))
    schemas = schemas.flatMap((each) => keysOf(each)?.get(key) ?? []);
  return schemas;
}

/** All that is wrong with what a document without axes could not write. Reads every value once. */
export function overriddenIssues({ trial, axes }: Experiment): Issue[] {
  if (axes.length === 0) return [];
  const ofAxes = axes.flatMap(({ path, values }, at) => {
    const schemas = schemasAt(path);
    if (schemas.length === 0) return [issue(`axes.${at}.path`, 'the path of a setting', path)];
    return values.flatMap((value, index) => issuesOf(schemas, value, `axes.${at}.values.${index}`));
  });
  return [...issuesUnder(trialSchema, trial, 'trial'), ...ofAxes];
}
