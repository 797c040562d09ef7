/** What follows from a trial's settings: its data's facts, its network's plan, sizes and costs. */
import type { DatasetMeta } from '../catalog/kinds/dataset.ts';
import type { Shape } from '../catalog/kinds/layer.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import {
  layersBetween,
  parametersIn,
  placeLayers,
  sizeOf,
  stepsOf,
  type ShortForm,
} from '../catalog/lookup/layer.ts';
import { defaultLoss } from '../catalog/lookup/loss.ts';
import {
  parametersOf,
  planNetwork,
  type NetworkPlan,
  type Planning,
} from '../catalog/lookup/network.ts';
import { datasetMeta, type DatasetMetas } from '../catalog/registry/dataset.meta.ts';
import type { LossName } from '../catalog/registry/loss.meta.ts';
import { isList, layersOf } from './network-form.ts';
import type { DatasetName, DatasetSettings, Trial } from './schema.ts';
import { tableFacts } from './table-facts.ts';
import type { TableSettings } from './table.ts';

export type Task = 'classification' | 'regression';

/** What identifies a dataset: its name, and for a user's table the table's settings. */
export type DatasetIdentity = Pick<DatasetSettings, 'name' | 'table'>;

/** The settings of a user's table; null for all other datasets. */
export const tableOf = ({ name, table }: DatasetIdentity): TableSettings | null =>
  isListed(name) ? null : (table ?? null);

type Facts = Pick<DatasetMeta, 'task' | 'shape' | 'counts' | 'split' | 'view' | 'usualErrors'>;

/**
 * Facts about any dataset: from the catalog, or derived from a user's table's settings. Throws RangeError if a table is named
 * but not described, which the schema refuses.
 */
function factsOf({ name, table }: DatasetIdentity): Facts {
  if (isListed(name)) return datasetMeta[name];
  if (table === undefined) throw new RangeError('a dataset "table" needs the key table, got none');
  return tableFacts(table);
}

/** Inputs and outputs that a dataset requires of a network. */
export const shapeOf = (dataset: DatasetIdentity): Facts['shape'] => factsOf(dataset).shape;

/** Whether its rows are images or a table. */
export const viewOf = (dataset: DatasetIdentity): Facts['view']['kind'] =>
  factsOf(dataset).view.kind;

/** Shape of a row as a picture, [channels, height, width]; null for a table. */
export function pictureOf(dataset: DatasetIdentity): Shape | null {
  const { view, shape } = factsOf(dataset);
  return view.kind === 'images' ? [1, shape.inputs / view.width, view.width] : null;
}

/** Typical errors of networks; null if unknown. */
export const usualErrorsOf = (
  dataset: DatasetIdentity,
): NonNullable<DatasetMeta['usualErrors']> | null => factsOf(dataset).usualErrors ?? null;

/** Whether the first rows train, or the trial's seed selects them. */
export const splitOf = (dataset: DatasetIdentity): Facts['split'] => factsOf(dataset).split;

/** Rows of the full training and test parts of a dataset. */
export const countsOf = (dataset: DatasetIdentity): Facts['counts'] => factsOf(dataset).counts;

export const taskOf = (dataset: DatasetIdentity | DatasetName): Task =>
  factsOf(typeof dataset === 'string' ? { name: dataset } : dataset).task;

/** What a trial's network is trained with. */
export const lossOf = ({ dataset, loss }: Pick<Trial, 'dataset' | 'loss'>): LossName =>
  loss?.name ?? defaultLoss(taskOf(dataset));

type SyntheticName = {
  [Name in DatasetName]: DatasetMetas[Name] extends { readonly standsInFor: string } ? Name : never;
}[DatasetName];

/** Whether it is a stand-in. */
export const isSynthetic = (name: string): name is SyntheticName =>
  isListed(name) && datasetMeta[name].standsInFor !== undefined;

/** What a stand-in stands in for; any other dataset itself. */
export const standsFor = (name: DatasetName): DatasetName =>
  (datasetMeta[name].standsInFor as DatasetName | undefined) ?? name;

type Network = Pick<Trial, 'dataset' | 'model'>;

/** The document, the estimate and the engine ask for the same trials. */
const plannings = new WeakMap<Network, Planning>();

/** The plan of a trial's network, whatever its form, or what does not fit in it. */
export function planningOf(trial: Network): Planning {
  const known = plannings.get(trial);
  if (known !== undefined) return known;
  const { inputs, outputs } = shapeOf(trial.dataset);
  const made = planNetwork(layersOf(trial.model), pictureOf(trial.dataset), inputs, outputs);
  plannings.set(trial, made);
  return made;
}

/** The plan of a network that fits, as those of an expanded document do. Throws RangeError for others. */
export function planOf(trial: Network): NetworkPlan {
  const planning = planningOf(trial);
  if (planning.ok) return planning.plan;
  const [{ path, expected } = { path: [], expected: 'layers that fit' }] = planning.misfits;
  throw new RangeError(`model.${path.join('.')}: expected ${expected}`);
}

/** Learnable parameters of a trial's network. */
export const trialParameters = (trial: Network): number =>
  isList(trial.model)
    ? parametersOf(planOf(trial))
    : parameterCount(shortSizes(trial.dataset, trial.model));

/** Floating-point operations of one row's forward pass. */
export const trialOperations = (trial: Network): number =>
  isList(trial.model)
    ? planOf(trial).operations
    : forwardOperations(shortSizes(trial.dataset, trial.model));

/** Sizes of every layer's output, input first: [784, 16, …, 16, 10]. */
export function layerSizes(inputs: number, model: ShortForm, outputs: number): number[] {
  const layers = placeLayers([inputs], stepsOf(model, outputs));
  return [inputs, ...layers.map((layer) => sizeOf(layer.outputs))];
}

/** Learnable parameters of all layers between consecutive sizes: weights and biases. */
export const parameterCount = (sizes: readonly number[]): number =>
  layersBetween(sizes).reduce((sum, layer) => sum + parametersIn(layer), 0);

/** Floating-point operations of one row's forward pass: a multiply-add for each product and each output. */
export const forwardOperations = (sizes: readonly number[]): number =>
  layersBetween(sizes).reduce((sum, each) => sum + 2 * (each.products + sizeOf(each.outputs)), 0);

function shortSizes(dataset: DatasetIdentity, model: ShortForm): number[] {
  const { inputs, outputs } = shapeOf(dataset);
  return layerSizes(inputs, model, outputs);
}

/** Of a network in the short form. Throws RangeError for a list of layers, whose outputs need not be rows of features. */
export function trialLayerSizes({ dataset, model }: Network): number[] {
  if (isList(model)) throw new RangeError('a list of layers has no layer sizes: ask for its plan');
  return shortSizes(dataset, model);
}

/** Rows of each part that the trial uses; 0 for validation if none are held out. */
export function trialCounts(trial: Trial): { train: number; test: number; validation: number } {
  const all = countsOf(trial.dataset);
  const validation = Math.min(trial.dataset.validation ?? 0, all.train - 1);
  const left = all.train - validation;
  return {
    train: Math.min(trial.dataset.trainSize ?? left, left),
    test: Math.min(trial.dataset.testSize ?? all.test, all.test),
    validation,
  };
}

/** Optimiser steps of one epoch: the last, short batch is used. */
export const stepsPerEpoch = (trial: Trial): number =>
  Math.ceil(trialCounts(trial).train / trial.batchSize);

export const trialSteps = (trial: Trial): number => trial.epochs * stepsPerEpoch(trial);

/** Cost of the optimiser's roots and divisions per parameter and step. */
const operationsPerUpdate = 60;

/** The pool, the estimate and the page ask for the same trials. */
const costs = new WeakMap<Trial, number>();

/** Rough cost in floating-point operations, for ordering trials and for the first estimate. */
export function trialCost(trial: Trial): number {
  const cost = costs.get(trial) ?? costOf(trial);
  costs.set(trial, cost);
  return cost;
}

function costOf(trial: Trial): number {
  const { train, test, validation } = trialCounts(trial);
  const parameters = trialParameters(trial);
  const perSample = trialOperations(trial);
  const updates = trialSteps(trial) * operationsPerUpdate * parameters;
  const gradient = trial.measure.gradientNorms ? 3 * perSample * trial.batchSize : 0;
  return trial.epochs * perSample * (3 * train + train + test + validation) + updates + gradient;
}

/** Floating-point operations of one optimiser step: the forward pass, and twice that for the backward pass. */
export function stepCost(trial: Trial): number {
  const rows = Math.min(trial.batchSize, trialCounts(trial).train);
  return 3 * trialOperations(trial) * rows;
}

/**
 * Whether a GPU may be faster. A step there has an overhead of some milliseconds, in which the CPU
 * completes a small step. What a GPU computes is checked for networks in the short form only.
 */
export const gpuMayPay = (trial: Trial): boolean => !isList(trial.model) && stepCost(trial) > 5e8;
