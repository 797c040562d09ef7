/** A loss: the batch value that training minimises. */
import type { MemberHelp } from './help.ts';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Constants } from './constants.ts';
import type { Meta } from './members.ts';
import type { MetricTask, TargetUnit } from './metric.ts';

export interface LossMeta extends Meta {
  /** The task that it is the default loss of; one loss per task. */
  readonly defaultOf?: MetricTask;
  /** What a row's target is: the index of a class, or a value for each output. */
  readonly targets: 'class' | 'value';
  /** What a batch's sum is divided by: its rows, or its rows times the outputs. */
  readonly divisor: 'rows' | 'elements';
  /** Which unit of the target it has; omitted if none. */
  readonly unit?: keyof Pick<TargetUnit, 'unit' | 'squared'>;
}

/** In float64. */
export interface LossReference {
  /**
   * The loss of one row. If the divisor is `elements`, the mean over the outputs.
   * @param outputs [outputs] @param targets [1], the index of a class; or values, [outputs]
   */
  readonly value: (outputs: ArrayLike<number>, targets: ArrayLike<number>) => number;
}

export interface LossTfjs {
  /**
   * The mean of a batch, and ∂mean/∂outputs, [batch, outputs].
   * @param outputs [batch, outputs] @param targets of the same shape: one-hot classes, or values
   * @param divisor of the sum
   */
  readonly meanAndGradient: (
    outputs: Tensor2D,
    targets: Tensor2D,
    divisor: number,
    constants: Constants,
  ) => { readonly mean: Tensor; readonly gradient: Tensor2D };
}

export interface LossPython {
  /** A Python expression of the criterion; nn is imported. */
  readonly criterion: string;
}

/** Reference values for findings. */
export interface LossInsights {
  /** Its value if all classes get the same probability, and the formula for it: "ln 10". */
  readonly even: (classes: number) => {
    readonly value: number;
    readonly formula: string;
  };
}

export interface LossParts {
  readonly meta: LossMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly reference: LossReference;
  readonly tfjs: LossTfjs;
  readonly python: LossPython;
  readonly insights?: LossInsights;
}
