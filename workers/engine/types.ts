/** *
 * Engines. Every engine starts from the same parameters (drawn by src/torch) and the same
 * data, and follows one definition of the forward pass, the losses and the optimisers.
 */
import type { Rates } from '../../src/catalog/kinds/schedule.ts';
import type { Criterion } from '../../src/catalog/kinds/loss.ts';
import type { PartName, Sums } from '../../src/catalog/kinds/metric.ts';
import type { LossName } from '../../src/catalog/registry/loss.meta.ts';
import type { NetworkPlan } from '../../src/catalog/lookup/network.ts';
import type { GeneratorState, ListState, SessionState } from '../../src/protocol/checkpoint.ts';
import type { Part } from '../../src/protocol/dataset.ts';
import type { Activation, OptimizerSettings } from '../../src/document/schema.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import type { LayerParameters, NamedTensor } from '../../src/torch/layers.ts';

/** What a session needs whatever the network's form. */
export interface TrainingOptions {
  readonly loss: LossName;
  /** Its settings, for a loss that has some. Evaluations never use it: they have the task's default loss. */
  readonly criterion?: Criterion;
  readonly optimizer: OptimizerSettings;
  /** Limits the gradients before a step: the 2-norm of all of them together, or each of them. */
  readonly clip?: { readonly by: 'norm' | 'value'; readonly limit: number };
  readonly train: Part;
  readonly test: Part;
  readonly validation?: Part;
}

/** For a network in the document's short form. */
export interface SessionOptions extends TrainingOptions {
  /** Layer sizes, input first and output last: [784, 16, …, 16, 10]. */
  readonly sizes: readonly number[];
  /** Activation of every hidden layer; the output layer is linear. */
  readonly activation: Activation;
  /** One entry per layer. The session copies them. */
  readonly parameters: readonly LayerParameters[];
  /** Goes on from here, with these parameters instead of `parameters`. The session copies all of it. */
  readonly resume?: SessionState;
}

/** A schedule's rates by step. */
export type RatesAt = (step: number) => Rates;

/** For a network that is a list of layers. */
export interface ListOptions extends TrainingOptions {
  readonly plan: NetworkPlan;
  /** In the order of the plan, buffers included. The session copies them. */
  readonly tensors: readonly NamedTensor[];
  /** The global generator after the network was made, for a plan that draws in its steps. */
  readonly draws?: GeneratorState;
  /** Goes on from here, instead of from `tensors` and `draws`. The session copies all of it. */
  readonly resume?: ListState;
}

/** Progress since the engine's last report. */
export interface StepProgress {
  /** Mean losses of the finished steps, each computed before its step. */
  readonly losses: Float32Array;
  /** Of the same steps, the 2-norm of all gradients before it was limited; only if gradients are clipped. */
  readonly norms?: Float32Array;
  /** The completed fraction of the current step, 0 … 1. */
  readonly fraction: number;
}

export interface Gradients {
  readonly loss: number;
  /** ‖∂L/∂a‖ of every hidden layer, first layer first; in a list of layers, of every activation's output. */
  readonly norms: number[];
}

/** What a session can do whatever the network's form. */
export interface Training {
  /** Maximum rows per `evaluate` call: depends on the network only, never on the clock. */
  readonly evaluationRows: number;
  /**
   * Trains on consecutive batches of `rows` (indices into the training part), the last one short
   * when it must be. Yields about every 25 ms, in the middle of long steps; after leaving the iteration
   * early, the session can only be closed. Rows of complete batches give the same bits in one call as in several.
   * @param ratesAt settings of the optimiser to use instead of its own, by the step of this call, counted from 0
   */
  train(
    rows: Int32Array,
    batchSize: number,
    ratesAt?: RatesAt,
  ): Iterable<StepProgress> | AsyncIterable<StepProgress>;
  /**
   * Between two yields of `train`: lets it end at the next boundary of a step, after it has reported the losses
   * up to there. The session can then be used like after a whole call.
   */
  finishStep(): void;
  /**
   * Sums over rows `from` … `to` − 1 of a part. Throws RangeError for rows outside the part.
   * @param outputs receives the network's outputs for them, [rows, outputs]; does not affect the sums
   */
  evaluate(part: PartName, from: number, to: number, outputs?: Float32Array): Promise<Sums>;
  /**
   * One forward and backward pass of the rows as in training, no step: the mean loss and ‖∂L/∂a‖ of every hidden
   * layer. If it takes long, `pause` is called about every 25 ms; what it throws ends the pass. Buffers and the global
   * generator are left as they were.
   */
  activationGradients(rows: Int32Array, pause?: () => Promise<void>): Promise<Gradients>;
  /** Frees all memory of the session; calling it again does nothing. */
  close(): void;
}

export interface Session extends Training {
  /** A copy of the current parameters. */
  parameters(): Promise<LayerParameters[]>;
  /** A copy of all that the next steps depend on. Throws LabError `internal` in the middle of a step. */
  state(): Promise<SessionState>;
}

export interface ListSession extends Training {
  /** A copy of the current tensors, in the order of the plan, buffers included. */
  tensors(): Promise<NamedTensor[]>;
  /** A copy of all that the next steps depend on. Throws LabError `internal` in the middle of a step. */
  state(): Promise<ListState>;
}

export interface Engine {
  readonly info: EngineInfo;
  /** Throws LabError `out-of-memory` if the session does not fit. */
  open(options: SessionOptions): Promise<Session>;
  /**
   * The same for a list of layers; omitted by engines that have none.
   * Its `train` throws RangeError for a batch of one row that a layer cannot read.
   */
  readonly openList?: (options: ListOptions) => Promise<ListSession>;
}

export interface StartOptions {
  /** As in TrialRequest. */
  readonly deterministic: boolean;
}

/** What is known of an engine before it is started. */
export type EngineAbout = Required<Pick<EngineInfo, 'name' | 'reason' | 'revision'>>;

/**
 * Starts an engine: the default export of each start.ts. Throws LabError `engine-unavailable` if it cannot run here.
 */
export type StartEngine = (about: EngineAbout, options: StartOptions) => Promise<Engine>;
