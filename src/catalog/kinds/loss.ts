/** A loss: the batch value that training minimises. */
import type { Check, Fields } from './fields.ts';
import type { MemberHelp } from './help.ts';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Constants } from './constants.ts';
import type { Meta } from './members.ts';
import type { MetricTask, TargetUnit } from './metric.ts';

export interface LossMeta extends Meta {
  readonly fields: Fields;
  readonly check?: Check;
  /** The task that it is the default loss of; one loss per task. */
  readonly defaultOf?: MetricTask;
  /** What a row's target is: the index of a class, or a value for each output. */
  readonly targets: 'class' | 'value';
  /** What a batch's sum is divided by: its rows, or its rows times the outputs. */
  readonly divisor: 'rows' | 'elements';
  /** Which unit of the target it has; omitted if none. */
  readonly unit?: keyof Pick<TargetUnit, 'unit' | 'squared'>;
}

/** What the engines know of a loss's settings, in float32. */
export interface Criterion {
  readonly coefficients: readonly number[];
  /** Of the classes, [classes]: a batch's sum is divided by those of its rows. Omitted where all count alike. */
  readonly weights?: readonly number[];
}

/** Rows of each class in the training part, [classes]; empty for values. */
export type ClassRows = readonly number[];

/** A loss without settings has none. */
export interface LossPlan<Settings = never> {
  /** Numbers that its kernel, tfjs code and reference read, in that order. */
  readonly coefficients: (settings: Settings) => readonly number[];
  readonly weights?: (settings: Settings, rows: ClassRows) => readonly number[] | undefined;
}

/** In float64. */
export interface LossReference {
  /**
   * The loss of one row. If the divisor is `elements`, the mean over the outputs.
   * @param outputs [outputs] @param targets [1], the index of a class; or values, [outputs]
   */
  readonly value: (
    outputs: ArrayLike<number>,
    targets: ArrayLike<number>,
    criterion?: Criterion,
  ) => number;
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
    criterion?: Criterion,
  ) => { readonly mean: Tensor; readonly gradient: Tensor2D };
}

export interface LossPython<Settings = never> {
  /** A Python expression of the criterion at its defaults; nn is imported. */
  readonly criterion: string;
  /**
   * A Python expression of a function that makes the criterion: of the training part's targets, and of `arguments`
   * by name. Omitted for a loss without settings.
   */
  readonly factory?: string;
  /** A function that `factory` calls. */
  readonly code?: string;
  readonly arguments?: (settings: Settings) => Readonly<Record<string, unknown>>;
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
  readonly plan?: LossPlan;
  readonly reference: LossReference;
  readonly tfjs: LossTfjs;
  readonly python: LossPython;
  readonly insights?: LossInsights;
}
