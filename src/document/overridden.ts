/**
 * Validates what a document writes but no trial uses: a base setting that an axis replaces, or an axis value
 * that another axis replaces. It is checked key by key, so that a valid document contains only settings;
 * missing keys are no error.
 */
import * as v from 'valibot';
import { fromValibot, issue, type Issue } from './issue.ts';
import { trialSchema, type Experiment } from './schema.ts';

type Schema = v.GenericSchema;

/** The schemas of each key of a schema; for a choice, those of all options. Null for a plain value. */
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

/** The issues of a value under several schemas: none if one of them accepts it. */
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

/** All issues in the base and in axis values that expansion may not see. Reads every value once. */
export function overriddenIssues({ trial, axes }: Experiment): Issue[] {
  if (axes.length === 0) return [];
  const ofAxes = axes.flatMap(({ path, values }, at) => {
    const schemas = schemasAt(path);
    if (schemas.length === 0) return [issue(`axes.${at}.path`, 'the path of a setting', path)];
    return values.flatMap((value, index) => issuesOf(schemas, value, `axes.${at}.values.${index}`));
  });
  return [...issuesUnder(trialSchema, trial, 'trial'), ...ofAxes];
}
