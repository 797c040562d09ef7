/** Messages between the page and a trial worker. */
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { Checkpoint, CheckpointReason, CheckpointSettings } from './checkpoint.ts';
import type { ColumnStatistics, Dataset, DatasetProgress } from './dataset.ts';
import type { EngineInfo } from './engine-info.ts';
import type { DatasetSettings, Trial } from '../document/schema.ts';
import type { Inspection } from './inspection.ts';
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  TargetStatistics,
} from '../document/results.ts';
import type { TrainedModel } from './trained-model.ts';
import type { ErrorData } from '../base/errors.ts';

export type { EngineInfo } from './engine-info.ts';

export type TrialEvent =
  | {
      readonly type: 'start';
      readonly engine: EngineInfo;
      readonly steps: number;
      /** Where the trial goes on from its checkpoint; absent if it starts from the beginning. */
      readonly resumed?: Pick<Checkpoint, 'epoch' | 'step' | 'seconds'>;
    }
  /**
   * Losses of the steps since the last such event; `step` is the count of steps done so far, and
   * `fraction` (0 … 1) the completed part of the next one, which may take long.
   */
  | {
      readonly type: 'batches';
      readonly step: number;
      readonly fraction: number;
      readonly losses: Float32Array;
    }
  /** Evaluation takes a noticeable part of each epoch; 0 … 1. */
  | { readonly type: 'evaluating'; readonly epoch: number; readonly fraction: number }
  | { readonly type: 'epoch'; readonly record: EpochRecord; readonly seconds: number }
  | {
      readonly type: 'gradient-norms';
      readonly loss: number;
      /** Frobenius norm of ∂L/∂a for every hidden layer, first layer first. */
      readonly activations: readonly number[];
    }
  /**
   * Regression: what always predicting the mean of the training targets would give on the test part, and those targets'
   * mean and deviation.
   */
  | {
      readonly type: 'baseline';
      readonly baseline: MeanBaseline;
      readonly targets: TargetStatistics;
    }
  /**
   * Classification of a user's table: once after the start, and again at the end with the confusion matrix.
   */
  | { readonly type: 'classes'; readonly classes: ClassCounts }
  /** For the trained network; ReLU networks only. */
  | { readonly type: 'dead-units'; readonly deadUnits: DeadUnits }
  /** The loss became non-finite; the trial ends with what it has. */
  | { readonly type: 'diverged'; readonly step: number; readonly loss: number }
  /** The trained network, once, before `done`; not if the trial diverged or trained nothing. */
  | {
      readonly type: 'model';
      readonly parameters: TrainedModel['parameters'];
      readonly statistics: ColumnStatistics | null;
      /** See `weightsHash`. */
      readonly hash: string;
    }
  /** All losses and figures up to exactly this place were sent. The trial waits until it is handled. */
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint; readonly why: CheckpointReason }
  | { readonly type: 'done'; readonly seconds: number };

/** A call's outcome as data, so that errors keep their code. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

export interface TrialRequest {
  readonly trial: Trial;
  readonly engine: EngineChoice;
  /**
   * False lets a relaxable engine use fused multiply-adds if the processor has them: faster on some machines, with
   * different last bits. True by default: the same bits on every machine.
   */
  readonly deterministic?: boolean;
  /** Where to go on, if it fits the engine and the trial; null or omitted: at the beginning. */
  readonly from?: Checkpoint | null;
  /** When to take checkpoints; null or omitted: never. */
  readonly checkpoints?: CheckpointSettings | null;
}

export interface DatasetRequest {
  readonly name: DatasetSettings['name'];
  /** Where the name is "table": which one, and how it is read. */
  readonly table?: DatasetSettings['table'];
  /** Base URL of the published files, absolute, ending in '/'. */
  readonly baseUrl: string;
  /** Whether the buffers may be SharedArrayBuffers. */
  readonly shared: boolean;
}

/** What a trained model should predict: the rows of a part of its dataset, or given rows. */
export interface PredictRequest {
  readonly model: TrainedModel;
  /** Given rows, [rows, inputs], as network inputs; or a part of the loaded dataset. */
  readonly rows: 'train' | 'test' | Float32Array;
}

/** A callback on the page. In the worker it is a proxy that returns a promise, resolved once the event was handled. */
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
  /**
   * Draws a trial's weights and passes its first batch through the network.
   * @param steps whether the first steps are measured as well
   */
  inspect(trial: Trial, steps?: boolean): Promise<Outcome<Inspection>>;
  /** Holds the running trial at its next yield, or lets it go on; its memory stays. */
  pause(on: boolean): Promise<void>;
  /** The network's outputs, [rows, outputs], transferred; class scores before the softmax. */
  predict(request: PredictRequest): Promise<Outcome<Float32Array>>;
  /**
   * Ends the running call at its next yield, or with checkpoints after the last one of them; the call then returns the code `aborted`.
   */
  cancel(): Promise<void>;
}
