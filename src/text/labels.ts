/** Settings and their values, in words. */
import type { Field, Fields } from '../catalog/kinds/fields.ts';
import type { Meta } from '../catalog/kinds/members.ts';
import { activationMeta } from '../catalog/registry/activation.meta.ts';
import { datasetMeta, type DatasetName } from '../catalog/registry/dataset.meta.ts';
import { engineMeta, type EngineName } from '../catalog/registry/engine.meta.ts';
import { initMeta } from '../catalog/registry/init.meta.ts';
import { engineNamed } from '../catalog/lookup/engine-bits.ts';
import { askedMetrics } from '../catalog/lookup/metric.ts';
import { metricMeta } from '../catalog/registry/metric.meta.ts';
import { lossMeta } from '../catalog/registry/loss.meta.ts';
import { optimizerMeta } from '../catalog/registry/optimizer.meta.ts';
import { scheduleMeta } from '../catalog/registry/schedule.meta.ts';
import { plain } from '../base/numbers.ts';
import { standsFor } from '../document/parameters.ts';
import { isWholeNetwork, layerSettingText, networkValueText } from './layer-labels.ts';
import type { TrialStatus } from '../document/trial-status.ts';

/** The choices whose members have their own settings, by their key in a trial. */
const choices = {
  init: initMeta,
  loss: lossMeta,
  optimizer: optimizerMeta,
  schedule: scheduleMeta,
};

/** The fields of the member that a document names; none if there is no such member. */
function fieldsOf(choice: keyof typeof choices, name: unknown): Fields {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = choices[choice];
  return typeof name === 'string' && Object.hasOwn(metas, name) ? metas[name]!.fields : {};
}

/** A text for each field of a choice's members, by its path. */
function fieldTexts(
  choice: keyof typeof choices,
  text: (field: Field) => string | undefined,
): Record<string, string> {
  const metas: Readonly<Record<string, { readonly fields: Fields }>> = choices[choice];
  const fields = Object.values(metas).flatMap((meta) => Object.entries(meta.fields));
  return Object.fromEntries(
    fields.flatMap(([key, field]) => {
      const found = text(field);
      return found === undefined ? [] : [[`${choice}.${key}`, found]];
    }),
  );
}

const labels = (metas: Readonly<Record<string, Meta>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metas).map(([name, { label }]) => [name, label]));

const names: Readonly<Record<string, string>> = {
  ...labels(activationMeta),
  ...labels(datasetMeta),
  ...labels(initMeta),
  ...labels(optimizerMeta),
  ...Object.fromEntries(askedMetrics.map((name) => [name, metricMeta[name].label])),
  table: 'own table',
  drop: 'left out',
  mean: 'filled with the mean',
};

/** The label of a value of the schema: "relu" → "ReLU". */
export const nameOf = (value: unknown): string =>
  typeof value === 'string' ? (names[value] ?? value) : valueText(value);

/** The label of the real dataset that a stand-in replaces. */
export const realName = (dataset: DatasetName): string => datasetMeta[standsFor(dataset)].label;

const property = (value: object, key: string): unknown => Reflect.get(value, key);

/** `{ name: "uniform", d: 0.01 }` → "uniform ±0.01"; leaves out values that are the default. */
export function initText(init: unknown): string {
  if (typeof init !== 'object' || init === null) return valueText(init);
  const named = property(init, 'name');
  const parts = [nameOf(named)];
  for (const [key, field] of Object.entries(fieldsOf('init', named))) {
    const value = property(init, key);
    if (value === undefined || value === field.default || field.joined === undefined) continue;
    parts.push(field.joined, valueText(value));
  }
  return parts.join('');
}

/** Any value of a document. */
export function valueText(value: unknown): string {
  if (typeof value === 'number') return plain(value);
  if (typeof value === 'string') return names[value] ?? value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return 'all';
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

const labelOf = (metas: Readonly<Record<string, Meta>>, name: unknown): string =>
  typeof name === 'string' && Object.hasOwn(metas, name) ? metas[name]!.label : valueText(name);

/** `{ name: "huber", delta: 0.5 }` → "Huber, δ 0.5"; leaves out values that are the default. */
export const lossText = (loss: unknown): string => memberText('loss', loss).join(', ');

function memberText(choice: 'loss' | 'schedule', settings: unknown): string[] {
  if (typeof settings !== 'object' || settings === null) return [valueText(settings)];
  const named = property(settings, 'name');
  const said = Object.entries(fieldsOf(choice, named)).flatMap(([key, field]) => {
    const value = property(settings, key);
    if (value === undefined || value === field.default) return [];
    if (value === true) return [field.label];
    const text = Array.isArray(value) ? value.join(', ') : valueText(value);
    return [field.kind === 'count' ? `${text} ${field.label}` : `${field.label} ${text}`];
  });
  return [labelOf(choices[choice], named), ...said];
}

/** `{ name: "cosine", epochs: 6 }` → "cosine, 6 epochs to the lowest rate"; leaves out values that are the default. */
export function scheduleText(schedule: unknown): string {
  if (typeof schedule !== 'object' || schedule === null) return valueText(schedule);
  const warmed = property(schedule, 'warmup') === undefined ? [] : ['after a warm-up'];
  return [...memberText('schedule', schedule), ...warmed].join(', ');
}

const settings: Readonly<Record<string, string>> = {
  model: 'network',
  'model.layers': 'network',
  dataset: 'dataset',
  'dataset.name': 'dataset',
  'dataset.trainSize': 'training rows',
  'dataset.testSize': 'test rows',
  'dataset.validation': 'validation rows',
  'dataset.noise': 'noise',
  'dataset.table.missing': 'rows with missing values',
  'dataset.table.testFraction': 'test share',
  'model.depth': 'hidden layers',
  'model.width': 'layer width',
  'model.activation': 'activation',
  init: 'initialisation',
  'init.name': 'initialisation',
  ...fieldTexts('init', ({ label }) => label),
  'measure.batchLosses': 'loss of every batch',
  'measure.gradientNorms': 'gradient norms before training',
  'measure.metrics': 'more metrics',
  optimizer: 'optimiser',
  'optimizer.name': 'optimiser',
  ...fieldTexts('optimizer', ({ label }) => label),
  clip: 'clipping',
  'clip.norm': 'highest gradient norm',
  'clip.value': 'highest gradient',
  loss: 'loss',
  'loss.name': 'loss',
  ...fieldTexts('loss', ({ label }) => label),
  schedule: 'schedule',
  'schedule.name': 'schedule',
  ...fieldTexts('schedule', ({ short, label }) => short ?? label),
  'schedule.warmup': 'warm-up',
  'schedule.warmup.epochs': 'warm-up epochs',
  'schedule.warmup.factor': 'first factor of the warm-up',
  batchSize: 'batch size',
  epochs: 'epochs',
  seed: 'seed',
};

/** Starts with a capital; symbols of formulas (β₁) do not change. */
export const capital = (text: string): string =>
  /^[a-z]/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;

/** The name of a setting by its path: "optimizer.learningRate" → "learning rate". */
export const settingText = (path: string): string =>
  settings[path] ?? layerSettingText(path) ?? path;

/** Short names of settings, for labels with the values of several axes. */
const shortNames: Readonly<Record<string, string>> = {
  ...fieldTexts('optimizer', ({ short }) => short),
  batchSize: 'batch',
  'model.depth': 'depth',
  'model.width': 'width',
};

/** Settings whose values need no name in front of them. */
const selfExplanatory = new Set([
  'init',
  'init.name',
  'optimizer.name',
  'model.activation',
  'dataset.name',
  'loss',
  'loss.name',
  'schedule',
  'schedule.name',
  'run',
]);

/** The value of a setting. For validation rows and extra metrics, null and [] mean none; elsewhere null means all. */
export function settingValueText(path: string, value: unknown): string {
  const network = networkValueText(path, value);
  if (network !== null) return network;
  if (path === 'dataset.validation' && value === null) return 'none';
  if (path === 'dataset.noise' && value === null) return 'the dataset’s own';
  if (path.startsWith('clip.') && value === null) return 'none';
  if (path === 'schedule.name') return labelOf(scheduleMeta, value);
  if (path === 'loss.name') return labelOf(lossMeta, value);
  if (path === 'schedule') return scheduleText(value);
  if (path === 'loss') return lossText(value);
  if (path !== 'measure.metrics' || !Array.isArray(value)) return valueText(value);
  return value.map(nameOf).join(', ') || 'none';
}

/** One axis value as a label: "uniform ±0.01", "rate 0.1". */
export function axisValueText(path: string, value: unknown): string {
  const text = path === 'init' ? initText(value) : settingValueText(path, value);
  return selfExplanatory.has(path) || isWholeNetwork(path)
    ? text
    : `${shortNames[path] ?? settingText(path)} ${text}`;
}

/** The label of a trial from the values of its axes: "rate 0.1 · batch 16". */
export function trialLabel(values: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(values).map(([path, value]) => axisValueText(path, value));
  return parts.length === 0 ? 'the trial' : parts.join(' · ');
}

export const statusWords: Readonly<Record<TrialStatus, string>> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  diverged: 'diverged',
  failed: 'failed',
  cancelled: 'cancelled',
};

function engineLabel(name: string): string {
  const engine = engineNamed(name);
  return engine === undefined ? (name === 'auto' ? 'automatic' : name) : engineMeta[engine].label;
}

/** The labels of a choice, or of a results document's engines: "wasm (revision 2)", or several with commas. */
export const engineText = (record: string): string =>
  record
    .split(/, (?![^(]*\))/)
    .map((each) => each.replace(/^[a-z-]+/, engineLabel))
    .join(', ');

/** In tables: "tfjs wasm". */
export const engineShortText = (name: EngineName): string => name.replace('-', ' ');
