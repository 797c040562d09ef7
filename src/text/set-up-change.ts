/** What differs between two set-ups, in words: "learning rate back to 0.01". */
import { canonicalJson } from '../document/hash.ts';
import type { Experiment } from '../document/schema.ts';
import { readPath } from '../document/settings.ts';
import type { MachineOptions } from '../lab/ports/services.ts';
import { engineText, initText, nameOf, settingText, settingValueText } from './labels.ts';

interface SetUp {
  readonly draft: Experiment;
  readonly machine: MachineOptions;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const differ = (a: unknown, b: unknown): boolean => canonicalJson(a) !== canonicalJson(b);

/** Said as a whole: their parts mean nothing alone. */
const wholes = new Set(['init', 'dataset.table']);

/** More changes than this are counted, and more values of a list. */
const maxSaid = 2;
const maxListed = 5;

function* changedLeaves(before: unknown, after: unknown, path: string): Generator<string> {
  if (!differ(before, after)) return;
  if (wholes.has(path) || (!isObject(before) && !isObject(after))) {
    yield path;
    return;
  }
  const [some, others] = [before, after].map((each) => (isObject(each) ? each : {}));
  for (const key of new Set([...Object.keys(some ?? {}), ...Object.keys(others ?? {})]))
    yield* changedLeaves(some?.[key], others?.[key], path === '' ? key : `${path}.${key}`);
}

/** What is chosen with a choice goes without saying. */
const chosenWith = new Set([
  'optimizer.name',
  'schedule.name',
  'loss.name',
  'dataset.name',
  'dataset.table',
]);

function trialChanges(before: Experiment, after: Experiment): string[] {
  const leaves = [...changedLeaves(before.trial, after.trial, '')];
  const choices = leaves.filter((path) => chosenWith.has(path)).map((path) => path.split('.')[0]);
  return leaves.filter((path) => {
    const [group = ''] = path.split('.');
    return path === `${group}.name` || !choices.includes(group);
  });
}

const axisValues = ({ axes }: Experiment, path: string): readonly unknown[] | undefined =>
  axes.find((axis) => axis.path === path)?.values;

/** The settings that differ, as paths of the document and of the machine. */
export function changedSettings(before: SetUp, after: SetUp): readonly string[] {
  const [from, to] = [before.draft, after.draft];
  const axes = [...new Set([...from.axes, ...to.axes].map(({ path }) => path))].filter((path) =>
    differ(axisValues(from, path) ?? null, axisValues(to, path) ?? null),
  );
  const single = trialChanges(from, to).filter(
    (path) => !axes.some((axis) => path === axis || path.startsWith(`${axis}.`)),
  );
  const moved = axes.length === 0 && differ(from.axes, to.axes) ? ['axes'] : [];
  const machine = Object.keys(after.machine)
    .filter((key) => differ(Reflect.get(before.machine, key), Reflect.get(after.machine, key)))
    .map((key) => `machine.${key}`);
  const others = Object.keys({ ...from, ...to }).filter(
    (key) =>
      key !== 'trial' && key !== 'axes' && differ(Reflect.get(from, key), Reflect.get(to, key)),
  );
  return [...axes, ...single, ...moved, ...machine, ...others];
}

const otherLabels: Readonly<Record<string, string>> = {
  axes: 'the order of what varies',
  classroom: 'the class settings',
  name: 'the name',
  title: 'the title',
  question: 'the question',
  notes: 'the notes',
  'dataset.table': 'the table',
  'machine.engine': 'engine',
  'machine.workers': 'workers',
  'machine.deterministic': 'same digits on every machine',
};

function valueText(path: string, value: unknown): string {
  if (value === undefined) return 'its default';
  if (value === '') return 'an empty field';
  if (path === 'init') return initText(value);
  if (path === 'machine.engine') return typeof value === 'string' ? engineText(value) : '';
  if (path === 'machine.workers' && value === null) return 'automatic';
  if (path === 'dataset.name' || path === 'optimizer.name') return nameOf(value);
  return settingValueText(path, value);
}

/** The setting's value in a set-up; '' if it is too long to say. */
function valueIn({ draft, machine }: SetUp, path: string): string {
  if (path.startsWith('machine.'))
    return valueText(path, Reflect.get(machine, path.slice('machine.'.length)));
  const values = axisValues(draft, path);
  if (values !== undefined) {
    const listed = values.slice(0, maxListed).map((value) => valueText(path, value));
    const more = values.length - listed.length;
    return listed.join(', ') + (more > 0 ? ` and ${more} more` : '');
  }
  if (path === 'axes' || path === 'classroom' || path === 'question' || path === 'notes') return '';
  if (path === 'dataset.table') {
    const title = readPath(draft.trial, 'dataset.table.title');
    return typeof title === 'string' ? title : '';
  }
  const tree = path === 'name' || path === 'title' ? draft : draft.trial;
  return valueText(path, readPath(tree, path));
}

/** "Undone: learning rate back to 0.01", "Redone: learning rate 0.1". */
export function movedText(doing: 'Undone' | 'Redone', from: SetUp, to: SetUp): string {
  const changed = changedSettings(from, to);
  const said = changed.slice(0, maxSaid).map((path) => {
    const value = valueIn(to, path);
    const back = doing === 'Undone' ? ' back' : '';
    const label = otherLabels[path] ?? settingText(path);
    if (value === '') return `${label}${doing === 'Undone' ? ' as before' : ''}`;
    return `${label}${back}${back === '' ? '' : ' to'} ${value}`;
  });
  const more = changed.length - said.length;
  if (more > 0) said.push(`${more} more ${more === 1 ? 'setting' : 'settings'}`);
  if (said.length === 0) return `${doing}.`;
  const last = said.pop()!;
  return `${doing}: ${said.length === 0 ? '' : `${said.join(', ')} and `}${last}`;
}
