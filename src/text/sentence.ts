/** An experiment's settings in one line: "8 layers of 16, ReLU · SGD 0.01 · batches of 128 · …". */
import type { Fields } from '../catalog/kinds/fields.ts';
import { optimizerMeta } from '../catalog/registry/optimizer.meta.ts';
import { count } from '../base/numbers.ts';
import { isList } from '../document/network-form.ts';
import type { Axis } from '../document/schema.ts';
import type { Trial } from '../document/schema.ts';
import {
  axisValueText,
  initText,
  lossText,
  nameOf,
  scheduleText,
  settingValueText,
  valueText,
} from './labels.ts';
import { networkWords } from './network-words.ts';

export interface SentencePart {
  readonly text: string;
  /** Whether axes vary it, so that pages can highlight it. */
  readonly varied: boolean;
}

/** With more values, the list ends in “…” and a count. */
const maxListed = 5;

export function sentenceOf(trial: Trial, axes: readonly Axis[]): SentencePart[] {
  const axis = (path: string) => axes.find((each) => each.path === path);
  const used = new Set<string>();
  const varied = (path: string): string | null => {
    const found = axis(path);
    if (found === undefined) return null;
    used.add(path);
    return listText(found);
  };
  const fixed = (text: string): SentencePart => ({ text, varied: false });
  const either = (path: string, before: string, otherwise: string, after = ''): SentencePart => {
    const list = varied(path);
    return list === null ? fixed(otherwise) : { text: before + list + after, varied: true };
  };

  const { trainSize: rows, validation: held, noise } = trial.dataset;
  const parts: SentencePart[] = [
    fixed(
      (trial.dataset.table?.title ?? nameOf(trial.dataset.name)) +
        (rows === null ? '' : `, first ${count(rows)} rows`) +
        (noise === undefined || axis('dataset.noise') !== undefined
          ? ''
          : `, noise ${valueText(noise)}`),
    ),
    ...(held === null || axis('dataset.validation') !== undefined
      ? []
      : [fixed(`${count(held)} rows for validation`)]),
    network(trial, varied),
    either('init', '', initText(trial.init)),
    optimiser(trial, varied),
    ...named('loss', trial.loss && lossText(trial.loss), varied),
    ...clipped(trial.clip, axes),
    ...named('schedule', trial.schedule && scheduleText(trial.schedule), varied),
    either('batchSize', 'batches of ', `batches of ${count(trial.batchSize)}`),
    either('epochs', '', epochs(trial.epochs), ' epochs'),
    either('seed', 'seeds ', `seed ${valueText(trial.seed)}`),
  ];
  for (const other of axes) {
    if (used.has(other.path)) continue;
    const list = other.values.map((value) => axisValueText(other.path, value));
    parts.push({ text: shortList(list), varied: true });
  }
  return parts;
}

const epochs = (value: number): string => {
  if (value === 0) return 'no training';
  return value === 1 ? '1 epoch' : `${count(value)} epochs`;
};

function network(trial: Trial, varied: (path: string) => string | null): SentencePart {
  const whole = varied('model') ?? varied('model.layers');
  if (whole !== null) return { text: whole, varied: true };
  if (isList(trial.model)) return { text: networkWords(trial.model), varied: false };
  const { depth, width, activation } = trial.model;
  const [depths, widths, functions] = [
    varied('model.depth'),
    varied('model.width'),
    varied('model.activation'),
  ];
  const layers =
    depths ?? (depth === 0 ? 'no hidden layer' : `${depth} layer${depth === 1 ? '' : 's'}`);
  const text =
    depths === null && depth === 0
      ? layers
      : `${depths === null ? layers : `${depths} layers`} of ${widths ?? count(width)}, ${functions ?? nameOf(activation)}`;
  return { text, varied: [depths, widths, functions].some((list) => list !== null) };
}

function optimiser(trial: Trial, varied: (path: string) => string | null): SentencePart {
  const [names, rates] = [varied('optimizer.name'), varied('optimizer.learningRate')];
  const { fields }: { readonly fields: Fields } = optimizerMeta[trial.optimizer.name];
  const others = Object.entries(fields).flatMap(([key, field]) => {
    const value: unknown = Reflect.get(trial.optimizer, key);
    return field.said !== true || value === field.default
      ? []
      : [`, ${field.label} ${valueText(value)}`];
  });
  const name = names ?? nameOf(trial.optimizer.name);
  const rate = rates ?? valueText(trial.optimizer.learningRate);
  return { text: `${name} ${rate}${others.join('')}`, varied: names !== null || rates !== null };
}

/** Said where the axes do not vary it, which come last. */
const clipped = (clip: Trial['clip'], axes: readonly Axis[]): SentencePart[] =>
  Object.entries(clip ?? {}).flatMap(([key, value]) =>
    axes.some(({ path }) => path === `clip.${key}`)
      ? []
      : [{ text: axisValueText(`clip.${key}`, value), varied: false }],
  );

/** A choice that only some experiments make. @param own undefined if this one does not */
function named(
  choice: 'loss' | 'schedule',
  own: string | undefined,
  varied: (path: string) => string | null,
): SentencePart[] {
  const list = varied(choice) ?? varied(`${choice}.name`);
  if (list !== null) return [{ text: `${choice}: ${list}`, varied: true }];
  return own === undefined ? [] : [{ text: `${choice}: ${own}`, varied: false }];
}

function listText({ path, values }: Axis): string {
  return shortList(
    values.map((value) => (path === 'init' ? initText(value) : settingValueText(path, value))),
  );
}

function shortList(items: readonly string[]): string {
  const shown = items.length > maxListed ? [...items.slice(0, maxListed - 1), '…'] : items;
  return items.length > maxListed ? `${shown.join(', ')} (${items.length})` : joined(shown);
}

const joined = (items: readonly string[]): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} or ${items[items.length - 1] ?? ''}`;
