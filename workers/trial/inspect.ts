/** Inspects a trial before its first step: its weights, its activations and its first batch. */
import { defaultMembers } from '../../src/catalog/defaults.ts';
import { partOf } from '../../src/catalog/kinds/members.ts';
import { layerReference } from '../../src/catalog/registry/layer.reference.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, Part, TrialData } from '../../src/protocol/dataset.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { layerSizes } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { distribution } from '../../src/base/statistics/distribution.ts';
import { activate } from '../../src/data/explore/forward.ts';
import {
  inspectedRows,
  inspectionBins,
  shownImages,
  type BatchImages,
  type Inspection,
  type LayerInspection,
} from '../../src/protocol/inspection.ts';
import { throwIfAborted } from '../../src/base/errors.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';

/** Milliseconds between two pauses, in which a cancel can arrive. */
const pauseEveryMs = 25;

/**
 * The weights that `runTrial` would start from, and the activations for the first batch that it would
 * measure (see `measure.gradientNorms`). Same draws, no engine: sums are float64, rounded to float32 per
 * layer. Throws LabError `aborted`.
 */
export async function inspectTrial(
  trial: Trial,
  dataset: Dataset,
  signal?: AbortSignal,
): Promise<Inspection> {
  throwIfAborted(signal);
  const data = trialData(dataset, trial.dataset, trial.seed);
  const model = requireShortForm(trial.model, 'inspect');
  const sizes = layerSizes(data.inputs, model, data.outputs);
  const parameters = initParameters(sizes, trial.init, new Generator(trial.seed));
  await yieldToEventLoop();
  throwIfAborted(signal);
  const { train } = data;
  const order = explicitOrder(train.count, new Generator(trial.seed)).interruptedEpoch();
  const batch = order.subarray(0, Math.min(trial.batchSize, train.count));
  const seen = batch.subarray(0, inspectedRows);

  const layers: LayerInspection[] = [];
  let values = batchFeatures(train, seen, data.inputs);
  for (const [index, layer] of parameters.entries()) {
    values = await mapped(values, layer, seen.length, signal);
    if (index < parameters.length - 1) activate(values, model.activation);
    layers.push({
      inputs: layer.inputs,
      outputs: layer.outputs,
      weights: distribution(layer.weight, inspectionBins),
      outputValues: distribution(values, inspectionBins),
    });
    await yieldToEventLoop();
    throwIfAborted(signal);
  }
  return {
    layers,
    batchRows: batch.length,
    rows: seen.length,
    images: batchImages(data, batch.subarray(0, shownImages)),
  };
}

/** [rows, inputs], as an engine reads them: pixels divided by 255 in float32. */
function batchFeatures(
  { features, divisor }: Part,
  rows: Int32Array,
  inputs: number,
): Float32Array {
  const values = new Float32Array(rows.length * inputs);
  rows.forEach((row, at) => {
    for (let input = 0; input < inputs; input++) {
      values[at * inputs + input] = features[row * inputs + input]! / divisor;
    }
  });
  return values;
}

/** One layer, with pauses: a wide one takes long. */
async function mapped(
  values: Float32Array,
  layer: LayerParameters,
  rows: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const z = new Float32Array(rows * layer.outputs);
  let paused = performance.now();
  for (let row = 0; row < rows; row++) {
    partOf(layerReference, defaultMembers.layer).rows(values, layer, z, row, row + 1);
    if (performance.now() - paused < pauseEveryMs) continue;
    await yieldToEventLoop();
    throwIfAborted(signal);
    paused = performance.now();
  }
  return z;
}

function batchImages({ train, inputs, task }: TrialData, rows: Int32Array): BatchImages | null {
  const { features, targets } = train;
  if (task !== 'classification' || !(features instanceof Uint8Array)) return null;
  const pixels = new Uint8Array(rows.length * inputs);
  rows.forEach((row, at) => {
    pixels.set(features.subarray(row * inputs, (row + 1) * inputs), at * inputs);
  });
  return {
    pixels,
    classes: Uint8Array.from(rows, (row) => targets[row]!),
    rows: Int32Array.from(rows),
  };
}
