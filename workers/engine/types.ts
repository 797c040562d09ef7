/**
 * What computes. Every engine starts from the same parameters (drawn by src/torch) and the same
 * data, and follows one definition of the forward pass, the losses and the optimisers.
 */
import type { Part } from '../../src/datasets/types.ts';
import type { Task } from '../../src/experiment/parameters.ts';
import type { Activation, OptimizerSettings } from '../../src/experiment/schema.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';

export interface SessionOptions {
  /** Layer sizes, input first and output last: [784, 16, …, 16, 10]. */
  readonly sizes: readonly number[];
  /** Of every hidden layer; the output layer is linear. */
  readonly activation: Activation;
  /** Cross-entropy over the outputs, or mean squared error. */
  readonly task: Task;
  /** One entry a linear map. The session copies them. */
  readonly parameters: readonly LayerParameters[];
  readonly optimizer: OptimizerSettings;
  readonly train: Part;
  readonly test: Part;
}

export interface Session {
  /**
   * Trains on consecutive batches of `rows` (indices into the training part), the last one short
   * when it must be. Returns each batch's mean loss, recorded before its step: [⌈rows / batchSize⌉].
   */
  train(rows: Int32Array, batchSize: number): Promise<Float32Array>;
  /**
   * Evaluates rows `from` … `to` − 1 of a part and returns the sums over them:
   * loss (per row), correct predictions and absolute errors.
   */
  evaluate(
    part: 'train' | 'test',
    from: number,
    to: number,
  ): Promise<{ readonly loss: number; readonly correct: number; readonly absolute: number }>;
  /** One forward and backward pass of the rows, no step: the mean loss and ‖∂L/∂a‖ of every hidden layer. */
  activationGradients(
    rows: Int32Array,
  ): Promise<{ readonly loss: number; readonly norms: number[] }>;
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
