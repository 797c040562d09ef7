/**
 * What computes. Every engine starts from the same parameters (drawn by src/torch) and the same
 * data, and follows one definition of the forward pass, the losses and the optimisers.
 */
import type { PartName, Sums } from '../../src/catalog/kinds/metric.ts';
import type { LossName } from '../../src/catalog/registry/loss.meta.ts';
import type { Part } from '../../src/protocol/dataset.ts';
import type { Activation, OptimizerSettings } from '../../src/document/schema.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';

export interface SessionOptions {
  /** Layer sizes, input first and output last: [784, 16, …, 16, 10]. */
  readonly sizes: readonly number[];
  /** Of every hidden layer; the output layer is linear. */
  readonly activation: Activation;
  readonly loss: LossName;
  /** One entry a linear map. The session copies them. */
  readonly parameters: readonly LayerParameters[];
  readonly optimizer: OptimizerSettings;
  readonly train: Part;
  readonly test: Part;
  readonly validation?: Part;
}

/** What an engine has done since it last said so. */
export interface StepProgress {
  /** Mean losses of the steps that were finished, each recorded before its step. */
  readonly losses: Float32Array;
  /** The part of the step under way that is done, 0 … 1. */
  readonly fraction: number;
}

export interface Gradients {
  readonly loss: number;
  /** ‖∂L/∂a‖ of every hidden layer, first layer first. */
  readonly norms: number[];
}

export interface Session {
  /** Rows that `evaluate` takes at once: they depend on the network alone, and never on the clock. */
  readonly evaluationRows: number;
  /**
   * Trains on consecutive batches of `rows` (indices into the training part), the last one short
   * when it must be. Comes up for air every 25 ms or so, in the middle of a step where it is a long
   * one; whoever leaves the iteration there can only close the session.
   */
  train(rows: Int32Array, batchSize: number): Iterable<StepProgress> | AsyncIterable<StepProgress>;
  /**
   * Sums over rows `from` … `to` − 1 of a part. Throws RangeError for rows that it does not have.
   * @param outputs takes the network's outputs for them, [rows, outputs]; the sums are the same with it and without
   */
  evaluate(part: PartName, from: number, to: number, outputs?: Float32Array): Promise<Sums>;
  /**
   * One forward and backward pass of the rows, no step: the mean loss and ‖∂L/∂a‖ of every hidden
   * layer. Where that takes long, `pause` is called every 25 ms or so; what it throws ends the pass.
   */
  activationGradients(rows: Int32Array, pause?: () => Promise<void>): Promise<Gradients>;
  /** A copy of the parameters as they stand. */
  parameters(): Promise<LayerParameters[]>;
  /** Frees all memory of the session; calling it again does nothing. */
  close(): void;
}

export interface Engine {
  readonly info: EngineInfo;
  /** Throws LabError `out-of-memory` where the session does not fit. */
  open(options: SessionOptions): Promise<Session>;
}

export interface StartOptions {
  /** As in TrialRequest. */
  readonly deterministic: boolean;
}

/** What is known of an engine before it is started. */
export type EngineAbout = Required<Pick<EngineInfo, 'name' | 'reason' | 'revision'>>;

/**
 * Starts an engine: what the start.ts of each has as its default. Throws LabError `engine-unavailable` where it
 * cannot run here.
 */
export type StartEngine = (about: EngineAbout, options: StartOptions) => Promise<Engine>;
