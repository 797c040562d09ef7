/** Messages between the page and the worker that trains one network step by step, before the reader's eyes. */
import type { ProxyMarked } from 'comlink';
import type { EpochRecord } from '../document/results.ts';
import type { Trial } from '../document/schema.ts';
import type { LayerParameters } from '../torch/layers.ts';
import type { Dataset } from './dataset.ts';
import type { Outcome } from './worker-api.ts';

/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [number, number, number];

/** The colours of −1, 0 and 1; those between are mixed. */
export interface LivePalette {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
}

/** Pixels of a map's side. */
export const mapSide = 40;
/** What the live view has room for. */
export const liveLimits = { depth: 6, width: 8, rows: 5000 } as const;

export interface LiveRequest {
  /** Of two inputs and two classes, within `liveLimits`. */
  readonly trial: Trial;
  /** Where the trial's dataset is a table of one's own, which has been read already. */
  readonly dataset?: Dataset;
  readonly palette: LivePalette;
}

/** One part's points as the network sees them. */
export interface LivePoints {
  /** [rows, 2], standardised. */
  readonly features: Float32Array;
  /** [rows]. */
  readonly classes: Uint8Array;
}

export interface LiveStart {
  readonly train: LivePoints;
  readonly test: LivePoints;
  readonly validation: LivePoints | null;
  readonly classNames: readonly string[];
  readonly featureNames: readonly string[];
  /** Maps show the square from −extent to +extent in both standardised inputs. */
  readonly extent: number;
  /** Of the standardisation, [2] each. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** All steps of the trial, and those of an epoch. */
  readonly steps: number;
  readonly epochSteps: number;
  readonly frame: LiveFrame;
}

export interface LiveMeans {
  readonly loss: number;
  readonly correct: number;
}

/** The network between two steps. */
export interface LiveFrame {
  /** Steps done. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  /** Whether no step is left. */
  readonly done: boolean;
  /** Whether a loss became infinite or NaN; no step is left then. */
  readonly diverged: boolean;
  /** All parts measured now; at the end of an epoch the trial's own record. */
  readonly record: EpochRecord;
  /** Of the training and the test part: the mean loss, and the share of rows whose class is right. */
  readonly means: { readonly train: LiveMeans; readonly test: LiveMeans };
  readonly parameters: readonly LayerParameters[];
  /**
   * RGBA of every map, `mapSide` × `mapSide` each, top row first: the output, then all hidden units, layer by
   * layer. The output is P(second class) − P(first class), drawn pale; a unit's activations are divided by their largest
   * absolute value on the map.
   */
  readonly maps: Uint8ClampedArray<ArrayBuffer>;
}

/** What one step on a single training row would change; the training itself does not move. */
export interface LiveExplanation {
  readonly row: number;
  /** [2], standardised. */
  readonly inputs: readonly number[];
  readonly label: number;
  readonly before: readonly LayerParameters[];
  /** After the optimiser's step on this row alone, by the engine, with the optimiser's present state. */
  readonly after: readonly LayerParameters[];
}

/** What a trial worker has besides its own calls. */
export interface LiveStarter {
  /** A live network in this worker; its code is loaded now. */
  live(): Promise<LiveApi & ProxyMarked>;
}

/** The worker's side, behind Comlink. One call at a time. */
export interface LiveApi {
  open(request: LiveRequest): Promise<Outcome<LiveStart>>;
  /** Does up to `steps` steps, fewer at the trial's end, and shows the network after them. 0 only shows it. */
  advance(steps: number): Promise<Outcome<LiveFrame>>;
  /** @param row of the training part */
  explain(row: number): Promise<Outcome<LiveExplanation>>;
  /** Later maps have these colours. */
  recolour(palette: LivePalette): Promise<Outcome<LiveFrame>>;
}
