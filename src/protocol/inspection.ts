/** What can be seen of a network before it is trained. */
import type { Trial } from '../document/schema.ts';
import { trialParameters } from '../document/parameters.ts';
import type { Distribution } from '../base/statistics/distribution.ts';

/** Bins of every histogram of weights and activations. */
export const inspectionBins = 40;

/** Rows of the first batch that are inspected: enough for a histogram, few enough for a wide network. */
export const inspectedRows = 256;

/** Images of the batch that are shown. */
export const shownImages = 128;

export interface LayerInspection {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Distribution;
  /** A hidden layer's outputs after its activation; the last layer's raw outputs. */
  readonly outputValues: Distribution;
}

export interface BatchImages {
  /** [count, side²], 0 … 255. */
  readonly pixels: Uint8Array;
  /** [count], class indices. */
  readonly classes: Uint8Array;
  /** [count], rows of the training part, in the order of the batch. */
  readonly rows: Int32Array;
}

/** What a trial's first steps do, measured with the engine that would train it. */
export interface FirstSteps {
  /** The mean loss of the first batch, before any step. */
  readonly loss: number;
  /** ‖∂L/∂a‖ of the first batch at every hidden layer, first layer first. */
  readonly norms: readonly number[];
  /** How many steps were measured: fewer than `measuredSteps` in a short epoch, or where the loss is no longer finite. */
  readonly steps: number;
  /**
   * For every layer, input side first: by how much one step changes a weight, as a root mean square over its weights and
   * the measured steps. NaN without a step.
   */
  readonly updates: readonly number[];
}

/** Steps of the optimiser that are measured: its first update alone may be untypical. */
export const measuredSteps = 10;

export interface Inspection {
  /** One entry per layer, input side first. */
  readonly layers: readonly LayerInspection[];
  /** Rows of the first batch. */
  readonly batchRows: number;
  /** Those of them that went through the network. */
  readonly rows: number;
  /** Null if the data are not images. */
  readonly images: BatchImages | null;
  /** Only where they were asked for. */
  readonly firstSteps?: FirstSteps;
}

/** Multiplications of an inspection, without drawing the weights. */
export const inspectionCost = (trial: Trial): number =>
  trialParameters(trial) * Math.min(trial.batchSize, inspectedRows);
