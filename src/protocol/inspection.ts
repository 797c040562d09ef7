/** What can be seen of a network before it is trained. */
import type { Trial } from '../document/schema.ts';
import { parameterCount, trialLayerSizes } from '../document/parameters.ts';
import type { Distribution } from '../base/statistics/distribution.ts';

/** Bins of every histogram of weights and activations. */
export const inspectionBins = 40;

/** Rows of the first batch that are looked at: enough for a histogram, few enough for a wide network. */
export const inspectedRows = 256;

/** Images of the batch that are shown. */
export const shownImages = 128;

export interface LayerInspection {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Distribution;
  /** Of a hidden layer after its activation; of the last map its outputs as they are. */
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

export interface Inspection {
  /** One entry a linear map, input side first. */
  readonly layers: readonly LayerInspection[];
  /** Rows of the first batch. */
  readonly batchRows: number;
  /** Those of them that went through the network. */
  readonly rows: number;
  /** Null for data that are no images. */
  readonly images: BatchImages | null;
}

/** Multiplications that an inspection takes, without the draws of the weights. */
export const inspectionCost = (trial: Trial): number =>
  parameterCount(trialLayerSizes(trial)) * Math.min(trial.batchSize, inspectedRows);
