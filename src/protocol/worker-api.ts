/** What crosses between the page and a trial worker. */
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { EngineName } from '../catalog/registry/engine.meta.ts';
import type { ColumnStatistics, Dataset, DatasetProgress } from './dataset.ts';
import type { DatasetSettings, Trial } from '../document/schema.ts';
import type { Inspection } from './inspection.ts';
import type { ClassCounts, DeadUnits, EpochRecord, MeanBaseline } from '../document/results.ts';
import type { TrainedModel } from './trained-model.ts';
import type { ErrorData } from '../base/errors.ts';

export interface EngineInfo {
  readonly name: EngineName;
  /** Why this one, in words for the page. */
  readonly reason: string;
  /** The GPU's name or similar, where there is one. */
  readonly device?: string;
  /** As its descriptor has it; not in results from before revisions were counted. */
  readonly revision?: number;
}

export type TrialEvent =
  | { readonly type: 'start'; readonly engine: EngineInfo; readonly steps: number }
  /**
   * Losses of the steps since the last such event; `step` is the count of steps done so far, and
   * `fraction` (0 … 1) the part that is done of the next one, which may take long.
   */
  | {
      readonly type: 'batches';
      readonly step: number;
      readonly fraction: number;
      readonly losses: Float32Array;
    }
  /** Evaluation takes a visible time of each epoch; 0 … 1. */
  | { readonly type: 'evaluating'; readonly epoch: number; readonly fraction: number }
  | { readonly type: 'epoch'; readonly record: EpochRecord; readonly seconds: number }
  | {
      readonly type: 'gradient-norms';
      readonly loss: number;
      /** Frobenius norm of ∂L/∂a for every hidden layer, first layer first. */
      readonly activations: readonly number[];
    }
  /** Regression: what always predicting the mean of the training targets would give on the test part. */
  | { readonly type: 'baseline'; readonly baseline: MeanBaseline }
  /**
   * Classification of a table of one's own: once after the start, and once more at the end, then with
   * the confusion matrix.
   */
  | { readonly type: 'classes'; readonly classes: ClassCounts }
  /** Of the network as the trial leaves it; networks of ReLU only. */
  | { readonly type: 'dead-units'; readonly deadUnits: DeadUnits }
  /** The loss left the finite numbers; the trial ends with what it has. */
  | { readonly type: 'diverged'; readonly step: number; readonly loss: number }
  /** What was learnt, once, before `done`; not from a trial that diverged or trained nothing. */
  | {
      readonly type: 'model';
      readonly parameters: TrainedModel['parameters'];
      readonly statistics: ColumnStatistics | null;
      /** See `weightsHash`. */
      readonly hash: string;
    }
  | { readonly type: 'done'; readonly seconds: number };

/** A call's outcome as data, so that no error loses its code on the way. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

export interface TrialRequest {
  readonly trial: Trial;
  readonly engine: EngineChoice;
  /**
   * False lets an engine that can be relaxed use fused multiply-adds where the processor has them: faster on some
   * machines, with other last bits. True when left out: the same bits on every machine.
   */
  readonly deterministic?: boolean;
}

export interface DatasetRequest {
  readonly name: DatasetSettings['name'];
  /** Where the name is "table": which one, and how it is read. */
  readonly table?: DatasetSettings['table'];
  /** Where the published files lie, an absolute URL ending in '/'. */
  readonly baseUrl: string;
  /** Whether the buffers may be SharedArrayBuffers. */
  readonly shared: boolean;
}

/** What a trained model shall predict: the rows of a part of its dataset, or given rows. */
export interface PredictRequest {
  readonly model: TrainedModel;
  /** Given rows, [rows, inputs], as the network reads them; or a part of the kept dataset. */
  readonly rows: 'train' | 'test' | Float32Array;
}

/** Of the page. In the worker it is a proxy, and what it returns a promise: the event was taken. */
export type Callback<T> = (value: T) => unknown;

/** The worker's side, behind Comlink. One call at a time; `cancel` may come at any moment. */
export interface WorkerApi {
  /** Fetches, verifies and decodes (or generates) a dataset and returns it, transferred. */
  loadDataset(
    request: DatasetRequest,
    onProgress: Callback<DatasetProgress>,
  ): Promise<Outcome<Dataset>>;
  /** Gives the worker a dataset to keep; the one before it is dropped. */
  keepDataset(dataset: Dataset): Promise<void>;
  /** Trains one trial on the kept dataset. Events come in order, before the call returns. */
  run(request: TrialRequest, onEvent: Callback<TrialEvent>): Promise<Outcome<null>>;
  /** Draws a trial's weights and passes its first batch of the kept dataset through them. */
  inspect(trial: Trial): Promise<Outcome<Inspection>>;
  /** Holds the running trial at its next yield, or lets it go on; its memory stays. */
  pause(on: boolean): Promise<void>;
  /** The network's outputs, [rows, outputs], transferred; class scores before the softmax. */
  predict(request: PredictRequest): Promise<Outcome<Float32Array>>;
  /** Ends the running call at its next yield; the call then returns the code `aborted`. */
  cancel(): Promise<void>;
}
