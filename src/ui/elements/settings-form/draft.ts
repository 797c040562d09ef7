/**
 * Edits of an experiment document, as pure functions. Typed text goes into the document even if
 * invalid (a string where a number belongs), so that nothing is lost and the schema alone reports
 * what is wrong.
 */
import { listDoubt, numberDoubt, typedNumber, typedParts } from '../../../base/typed-number.ts';
import { defaultMembers } from '../../../catalog/defaults.ts';
import type { Fields } from '../../../catalog/kinds/fields.ts';
import { scheduleMeta } from '../../../catalog/registry/schedule.meta.ts';
import { safeParse } from 'valibot';
import { defaultLoss } from '../../../catalog/lookup/loss.ts';
import { taskOf } from '../../../document/parameters.ts';
import { readPath, withValue } from '../../../document/settings.ts';
import type { Issue } from '../../../document/issue.ts';
import { datasetSchema, type Axis, type Experiment } from '../../../document/schema.ts';
import { withSetting as withTrialSetting } from '../../../document/with-setting.ts';

export { readPath } from '../../../document/settings.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number if the text is one, null if it is empty and nullable, else the text itself. */
export function parseEntry(text: string, nullable = false): number | string | null {
  if (text.trim() === '') return nullable ? null : '';
  const value = typedNumber(text);
  return Number.isNaN(value) ? text : value;
}

/**
 * "0.1, 0.01" → [0.1, 0.01]; semicolons or spaces also separate values, and alone between decimal commas.
 * @param none the word for null; '' if null is not allowed
 */
export function parseList(text: string, none = ''): (number | string | null)[] {
  return typedParts(text).map((part) =>
    none !== '' && part.toLowerCase() === none ? null : parseEntry(part),
  );
}

/** What to write where a comma among the typed numbers could mean two things; '' where it could not. */
export const doubtOf = (text: string, isList: boolean): string =>
  isList ? listDoubt(text) : numberDoubt(text);

/** A value as its field shows it. */
export function entryText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const listText = (values: readonly unknown[], none = ''): string =>
  values.map((value) => (value === null ? none : entryText(value))).join(', ');

export const axisOf = (draft: Experiment, path: string): Axis | undefined =>
  draft.axes.find((axis) => axis.path === path);

export function withSetting(draft: Experiment, path: string, value: unknown): Experiment {
  if (path === 'schedule.name') return withSchedule(draft, value);
  if (path === 'loss.name') return withLoss(draft, value);
  const keys = path.split('.');
  const trial = { ...draft.trial };
  if (value === undefined) return { ...draft, trial: without(trial, keys) };
  const edited = withTrialSetting(trial, path, value);
  const [choice] = keys;
  const preset = choice === 'schedule' || choice === 'loss' ? presetOf(draft, choice) : null;
  const isNamed = axisOf(draft, `${choice}.name`) !== undefined;
  return {
    ...draft,
    trial:
      preset !== null && !isNamed && readPath(edited, `${choice}.name`) === undefined
        ? withTrialSetting(edited, `${choice}.name`, preset)
        : edited,
  };
}

/** A new schedule starts with usable numbers of its own; a document without one has no key for it. */
function withSchedule(draft: Experiment, name: unknown): Experiment {
  const trial = withTrialSetting({ ...draft.trial }, 'schedule.name', name);
  const { schedule } = withStarts({ ...draft, trial }, [name]).trial;
  if (name === defaultMembers.schedule && readPath(schedule, 'warmup') === undefined) {
    return { ...draft, trial: without(trial, ['schedule']) };
  }
  return { ...draft, trial: { ...trial, schedule } };
}

/** A document with its task's loss alone has no key for it. */
function withLoss(draft: Experiment, name: unknown): Experiment {
  const trial = withTrialSetting({ ...draft.trial }, 'loss.name', name);
  const settings = Object.keys(isObject(trial.loss) ? trial.loss : {});
  const isDefault = name === presetOf(draft, 'loss') && settings.length === 1;
  return { ...draft, trial: isDefault ? without(trial, ['loss']) : trial };
}

/** The member that a document without the choice means; null while it names no dataset. */
function presetOf({ trial }: Experiment, choice: 'schedule' | 'loss'): string | null {
  if (choice === 'schedule') return defaultMembers.schedule;
  const parsed = safeParse(datasetSchema, trial.dataset);
  return parsed.success ? defaultLoss(taskOf(parsed.output)) : null;
}

/** What these schedules need and the document lacks. */
function withStarts(draft: Experiment, names: readonly unknown[]): Experiment {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = scheduleMeta;
  const fields = names.flatMap((name) => Object.entries(metas[String(name)]?.fields ?? {}));
  const trial = fields.reduce((tree, [key, field]) => {
    const start = field.kind === 'flag' || field.kind === 'choice' ? undefined : field.start;
    const lacks = start !== undefined && readPath(tree, `schedule.${key}`) === undefined;
    return lacks ? withValue({ ...tree }, ['schedule', key], start) : tree;
  }, draft.trial);
  return { ...draft, trial };
}

/** The tree without the setting at a path, nor objects that had only it. */
function without(tree: Record<string, unknown>, [key = '', ...below]: readonly string[]) {
  const { [key]: value, ...rest } = tree;
  if (below.length === 0 || !isObject(value)) return rest;
  const left: Record<string, unknown> = without(value, below);
  return Object.keys(left).length === 0 ? rest : { ...rest, [key]: left };
}

export function withAxis(draft: Experiment, path: string, values: readonly unknown[]): Experiment {
  const axes = draft.axes.some((axis) => axis.path === path)
    ? draft.axes.map((axis) => (axis.path === path ? { path, values } : axis))
    : [...draft.axes, { path, values }];
  const varied = { ...draft, axes };
  return path === 'schedule.name' ? withStarts(varied, values) : varied;
}

/** Moves an axis forwards or backwards among the axes, up to either end. */
export function withMovedAxis(draft: Experiment, path: string, by: number): Experiment {
  const from = draft.axes.findIndex((axis) => axis.path === path);
  const axis = draft.axes[from];
  const to = from + by;
  if (axis === undefined || to < 0 || to >= draft.axes.length) return draft;
  const axes = draft.axes.toSpliced(from, 1);
  return { ...draft, axes: axes.toSpliced(to, 0, axis) };
}

/** Back to a single value: the trial takes the axis's first, and the axis is removed. */
export function withoutAxis(draft: Experiment, path: string): Experiment {
  const first = axisOf(draft, path)?.values[0];
  const axes = draft.axes.filter((axis) => axis.path !== path);
  const without = { ...draft, axes };
  return first === undefined ? without : withSetting(without, path, first);
}

/** Issues by the path of their field; `''` holds those without a field. */
export function issuesByField(
  issues: readonly Issue[],
  draft: Experiment,
  paths: readonly string[],
): Map<string, Issue[]> {
  const found = new Map<string, Issue[]>();
  for (const issue of issues) {
    const setting = settingOf(issue.path, draft);
    const field = paths.find((path) => setting === path || setting.startsWith(`${path}.`)) ?? '';
    found.set(field, [...(found.get(field) ?? []), issue]);
  }
  return found;
}

/** The setting that an issue's path refers to: `axes.0.values.2` refers to the axis's path. */
export function settingOf(path: string, { axes }: Experiment): string {
  const [room, number, ...rest] = path.split('.');
  if (room === 'trial') return path.slice('trial.'.length);
  if (room !== 'axes' || number === undefined) return path;
  const below = rest.slice(2).join('.');
  const axis = axes[Number(number)]?.path ?? path;
  return below === '' ? axis : `${axis}.${below}`;
}

/** "expected a number ≥ 1, got 0", with the position if it is in a list. */
export function issueText({ path, expected, received }: Issue): string {
  const at = /^axes\.\d+\.values\.(\d+)/.exec(path)?.[1];
  const where = at === undefined ? '' : `value ${Number(at) + 1}: `;
  return `${where}expected ${expected}, got ${received === '""' ? 'nothing' : received}`;
}
