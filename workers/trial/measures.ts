/** Measurements besides training: dead units, class counts, and the baseline for a trial's errors. */
import { figuresOfValues } from '../../src/catalog/lookup/value-figures.ts';
import { defaultMembers } from '../../src/catalog/defaults.ts';
import { partOf } from '../../src/catalog/kinds/members.ts';
import { layerReference } from '../../src/catalog/registry/layer.reference.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type {
  ClassCounts,
  DeadUnits,
  MeanBaseline,
  TargetStatistics,
} from '../../src/document/results.ts';
import { largest, predictRows } from '../../src/lab/model/forward.ts';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Pace } from '../engine/pace.ts';

/** Enough rows for every kind of input; a unit that is zero for all of them is zero for nearly all rows. */
const maxRows = 1024;
/** Very large networks use fewer rows: half a second of plain JavaScript on a slow machine. */
const maxProducts = 5e7;
const fewestRows = 16;

/**
 * Which hidden units of a ReLU network are zero for every one of the first rows of the training part:
 * a forward pass in float32. A unit whose sum is NaN counts as alive.
 * @param parameters one entry per layer, the output layer last
 * @param pause called about every 25 ms; what it throws ends the pass
 */
export async function findDeadUnits(
  parameters: readonly LayerParameters[],
  { train, inputs }: Pick<TrialData, 'train' | 'inputs'>,
  pause: () => Promise<void>,
): Promise<DeadUnits> {
  const hidden = parameters.slice(0, -1);
  const products = hidden.reduce((sum, { weight }) => sum + weight.length, 0);
  const rows = Math.min(train.count, affordableRows(products));
  const alive = hidden.map(({ outputs }) => new Uint8Array(outputs));
  const pace = new Pace(1);
  for (let row = 0; row < rows;) {
    const until = Math.min(rows, row + pace.amount);
    const started = performance.now();
    const from = row;
    for (; row < until; row++) passRow(hidden, rowOf(train, inputs, row), alive);
    pace.measured(until - from, performance.now() - started);
    await pause();
  }
  const shares = alive.map((layer) => layer.filter((flag) => flag === 0).length / layer.length);
  return { shares, rows };
}

/** Rows that are looked at, by the multiply-adds that each takes. */
export const affordableRows = (products: number): number =>
  Math.min(maxRows, Math.max(fewestRows, Math.floor(maxProducts / Math.max(1, products))));

/** A row's features as the network sees them, [inputs]. */
export function rowOf(
  { features, divisor }: TrialData['train'],
  inputs: number,
  row: number,
): Float32Array {
  const values = new Float32Array(features.subarray(row * inputs, (row + 1) * inputs));
  if (divisor !== 1) for (let i = 0; i < inputs; i++) values[i] = values[i]! / divisor;
  return values;
}

/** Passes one row through the hidden layers and marks units with non-zero output. */
function passRow(
  hidden: readonly LayerParameters[],
  features: Float32Array,
  alive: readonly Uint8Array[],
): void {
  let below = features;
  const { rows } = partOf(layerReference, defaultMembers.layer);
  hidden.forEach((layer, index) => {
    const flags = alive[index]!;
    const values = new Float32Array(layer.outputs);
    // Values that underflow float32 are zero in the engines too.
    rows(below, layer, values, 0, 1);
    for (let unit = 0; unit < values.length; unit++) {
      if (values[unit]! <= 0) values[unit] = 0;
      else flags[unit] = 1;
    }
    below = values;
  });
}

/** The errors on the test part of always predicting the mean of the training targets, in float64. */
export function meanBaseline({ train, test }: Pick<TrialData, 'train' | 'test'>): MeanBaseline {
  let sum = 0;
  for (const target of train.targets) sum += target;
  const mean = sum / train.count;
  return figuresOfValues('test', () => mean, test.targets);
}

/** Mean and standard deviation of the training targets, as the network sees them, in float64. */
export function targetStatistics({ train }: Pick<TrialData, 'train'>): TargetStatistics {
  let sum = 0;
  for (const target of train.targets) sum += target;
  const mean = sum / train.targets.length;
  let squares = 0;
  for (const target of train.targets) squares += (target - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / train.targets.length) };
}

/** Rows of each class in the training and test parts. */
export function classCounts({
  train,
  test,
  outputs,
}: Pick<TrialData, 'train' | 'test' | 'outputs'>): ClassCounts {
  const counts = ({ targets }: TrialData['test']): number[] => {
    const found = new Array<number>(outputs).fill(0);
    for (const target of targets) found[target]! += 1;
    return found;
  };
  return { train: counts(train), test: counts(test) };
}

/**
 * The confusion matrix of the test part, [true class][predicted class], from a forward pass in float32, as
 * on the model's own page.
 * @param pause called every few milliseconds; what it throws ends the pass
 */
export async function confusionMatrix(
  model: Pick<TrainedModel, 'parameters' | 'trial'>,
  { test, outputs }: Pick<TrialData, 'test' | 'outputs'>,
  pause: () => Promise<void>,
): Promise<number[][]> {
  const scores = await predictRows(model, test.features, test.divisor, pause);
  return confusionOf(scores, { test, outputs });
}

/** The same from the network's outputs, [rows, outputs]. */
export function confusionOf(
  scores: Float32Array,
  { test, outputs }: Pick<TrialData, 'test' | 'outputs'>,
): number[][] {
  const matrix = Array.from({ length: outputs }, () => new Array<number>(outputs).fill(0));
  for (let row = 0; row < test.count; row++) {
    const said = largest(scores.subarray(row * outputs, (row + 1) * outputs));
    matrix[test.targets[row]!]![said]! += 1;
  }
  return matrix;
}
