/** Enforces locked settings: finds what an edit changes of them, and undoes it. */
import * as v from 'valibot';
import { isLocked } from './classroom.ts';
import { canonicalJson } from './hash.ts';
import { issue, shorten, type Issue } from './issue.ts';
import { filledModel } from './model.ts';
import { entriesOf, optionNamed, optionsAt } from './schema-walk.ts';
import { trialSchema, type Axis, type Experiment } from './schema.ts';
import { missingPlace, readPath, withValue } from './settings.ts';

type Tree = Readonly<Record<string, unknown>>;

/** The trial with defaults, section by section: an invalid section, or one left to an axis, does not affect the others. */
function filled({ trial }: Experiment): Tree {
  const sections = Object.entries(trialSchema.entries).map(([room, schema]) => {
    // A list of layers keeps its form, so that the paths into it lead somewhere.
    if (room === 'model') return [room, filledModel(trial[room]) ?? trial[room]];
    const parsed = v.safeParse(schema, trial[room]);
    return [room, parsed.success ? parsed.output : trial[room]];
  });
  return Object.fromEntries(sections) as Tree;
}

const equal = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** The locked paths; "*" expands to every top-level setting. */
const expandedPaths = (lock: readonly string[]): readonly string[] =>
  lock.includes('*') ? Object.keys(trialSchema.entries) : lock;

/** Whether the chosen member has this setting at all: Adam has no momentum to lock, and a shorter list no such layer. */
function hasSetting(trial: Tree, path: string): boolean {
  if (missingPlace(trial, path) !== null) return false;
  const keys = path.split('.');
  const name = [...keys.slice(0, -1), 'name'].join('.');
  const options = optionsAt(trialSchema, name);
  if (options === null) return true;
  const option = optionNamed(options, readPath(trial, name));
  return option === undefined || Object.hasOwn(entriesOf(option) ?? {}, keys.at(-1)!);
}

/** Whether an axis varies a locked setting, a part of one, or the group that contains it. */
export const axisIsLocked = (lock: readonly string[], path: string): boolean =>
  isLocked(lock, path) || lock.some((one) => one.startsWith(`${path}.`));

const lockedAxes = ({ axes }: Experiment, lock: readonly string[]): readonly Axis[] =>
  axes.filter(({ path }) => axisIsLocked(lock, path));

const wanted = (value: unknown): string => `${shorten(value)}, as its author set it`;

function trialChanges(before: Experiment, after: Experiment, lock: readonly string[]): Issue[] {
  const [was, is] = [filled(before), filled(after)];
  return expandedPaths(lock).flatMap((path) => {
    const [old, now] = [readPath(was, path), readPath(is, path)];
    if (equal(old, now) || !hasSetting(is, path) || !hasSetting(was, path)) return [];
    return [issue(`trial.${path}`, wanted(old), now)];
  });
}

function axisChanges(before: Experiment, after: Experiment, lock: readonly string[]): Issue[] {
  const was = new Map(lockedAxes(before, lock).map(({ path, values }) => [path, values]));
  const changed = after.axes.flatMap(({ path, values }, index): Issue[] => {
    if (!axisIsLocked(lock, path)) return [];
    const old = was.get(path);
    was.delete(path);
    if (old === undefined) {
      return [issue(`axes.${index}`, 'no axis over a setting that its author has locked', path)];
    }
    return equal(old, values) ? [] : [issue(`axes.${index}.values`, wanted(old), values)];
  });
  const lost = [...was].map(([path, values]) =>
    issue('axes', `the axis ${path} with ${wanted(values)}`, undefined),
  );
  return [...changed, ...lost];
}

/**
 * The locked settings that an edit changes; empty if none.
 * @param authoring whether the edit may change the locks as well: a setting that it unlocks is free
 */
export function lockedChanges(
  before: Experiment,
  after: Experiment,
  lock: readonly string[],
  authoring = false,
): readonly Issue[] {
  const left = after.classroom?.lock ?? [];
  const kept = authoring
    ? lock.filter((path) => left.includes(path) || isLocked(left, path))
    : lock;
  const changes = [...trialChanges(before, after, kept), ...axisChanges(before, after, kept)];
  if (authoring || equal(before.classroom, after.classroom)) return changes;
  return [...changes, issue('classroom', wanted(before.classroom), after.classroom)];
}

/** The edit with everything locked restored from `reference`. */
export function keepLocked(
  reference: Experiment,
  draft: Experiment,
  lock: readonly string[],
): Experiment {
  if (lockedChanges(reference, draft, lock).length === 0) return draft;
  const base = filled(reference);
  let trial = { ...draft.trial };
  for (const path of expandedPaths(lock)) {
    const value = readPath(reference.trial, path) ?? readPath(base, path);
    if (value !== undefined && hasSetting(trial, path)) {
      trial = withValue(trial, path.split('.'), value);
    }
  }
  const axes = draft.axes.filter(({ path }) => !axisIsLocked(lock, path));
  for (const axis of lockedAxes(reference, lock)) {
    axes.splice(reference.axes.indexOf(axis), 0, axis);
  }
  const { classroom } = reference;
  return { ...draft, trial, axes, ...(classroom === undefined ? {} : { classroom }) };
}
