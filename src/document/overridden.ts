/**
 * Validates what a document writes but no trial uses: a base setting that an axis replaces, or an axis value
 * that another axis replaces. It is checked key by key, so that a valid document contains only settings;
 * missing keys are no error.
 */
import * as v from 'valibot';
import { fromValibot, issue, type Issue } from './issue.ts';
import { itemOf, keysOf, schemasAt, unwrapped, type Schema } from './schema-walk.ts';
import { trialSchema, type Experiment } from './schema.ts';

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
  const form = unwrapped(schema, value);
  if (Array.isArray(value)) {
    const item = itemOf(form);
    if (item !== null && typeof value[0] === 'object')
      return value.flatMap((each, index) => issuesUnder(item, each, `${path}.${index}`));
  }
  const keys = keysOf(form);
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

/** All issues in the base and in axis values that expansion may not see. Reads every value once. */
export function overriddenIssues({ trial, axes }: Experiment): Issue[] {
  if (axes.length === 0) return [];
  const ofAxes = axes.flatMap(({ path, values }, at) => {
    const schemas = schemasAt(trialSchema, path);
    if (schemas.length === 0) return [issue(`axes.${at}.path`, 'the path of a setting', path)];
    return values.flatMap((value, index) => issuesOf(schemas, value, `axes.${at}.values.${index}`));
  });
  return [...issuesUnder(trialSchema, trial, 'trial'), ...ofAxes];
}
