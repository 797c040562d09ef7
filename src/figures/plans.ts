/** The untrained networks of an experiment: trials that differ only in how they train share one. */
import type { SeriesStyle } from '../catalog/kinds/series.ts';
import { trialStyle } from './charts/palette.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { canonicalJson } from '../document/hash.ts';
import { isList, shortForm } from '../document/network-form.ts';
import { trialLayerSizes } from '../document/parameters.ts';
import type { Activation, Axis, Trial } from '../document/schema.ts';
import { trialLabel } from '../text/labels.ts';
import { initText } from '../text/labels.ts';

export interface Shape {
  readonly sizes: readonly number[];
  readonly activation: Activation;
}

/** The different drawings that the trials need, in their order. */
export function shapesOf(plans: readonly PlannedTrial[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const { trial } of plans) {
    const model = shortForm(trial.model);
    // Lists of layers are not drawn yet.
    if (model === null) continue;
    const shape = { sizes: trialLayerSizes(trial), activation: model.activation };
    const key = JSON.stringify(shape);
    if (!shapes.has(key)) shapes.set(key, shape);
  }
  return [...shapes.values()];
}

export interface Start {
  /** Equal where weights and first batch are equal. */
  readonly key: string;
  readonly label: string;
  readonly style: SeriesStyle;
  readonly trial: Trial;
}

const startKey = ({ dataset, model, init, seed, batchSize }: Trial): string =>
  canonicalJson({ dataset, model, init, seed, batchSize });

/** Settings that change the initial network or its first batch. */
const decisive = /^(?:dataset|model|init|seed|batchSize)(?:\.|$)/;

/** The different starts of the trials, in their order. */
export function startsOf(plans: readonly PlannedTrial[], axes: readonly Axis[]): Start[] {
  const starts = new Map<string, Start>();
  for (const { trial, values } of plans) {
    // Lists of layers are not inspected yet.
    if (isList(trial.model)) continue;
    const key = startKey(trial);
    if (starts.has(key)) continue;
    const telling = Object.entries(values).filter(([path]) => decisive.test(path));
    starts.set(key, {
      key,
      label: telling.length === 0 ? initText(trial.init) : trialLabel(Object.fromEntries(telling)),
      style: trialStyle(axes, values),
      trial,
    });
  }
  return [...starts.values()];
}
