/** An optimiser: how gradients move the parameters. */
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { Check, Fields } from './fields.ts';
import type { Meta } from './members.ts';
import type { MemberStyle } from './series.ts';

export interface OptimizerMeta extends Meta {
  readonly fields: Fields;
  readonly check?: Check;
  readonly styles?: readonly MemberStyle[];
  /** The member whose kernel and tfjs this one's coefficients are for. */
  readonly sameAs?: string;
}

/**
 * What of a step is the same for all parameters: computed in float64, rounded to float32. `weightDecay` is the
 * one of L2, which every engine adds to the gradients.
 */
export interface Coefficients extends Readonly<Record<string, number | boolean>> {
  readonly weightDecay: number;
}

export interface OptimizerPlan<Settings = never> {
  /** All buffers that it can have, each as long as the parameters, in the order of its kernel's. */
  readonly slots: readonly string[];
  /** Those that it has with these settings. All start at zero. */
  readonly buffers: (settings: Settings) => readonly string[];
  /** Of step `t`, the first of which is 1. */
  readonly coefficients: (settings: Settings, t: number) => Coefficients;
  /** Names of coefficients, in the order in which its kernel reads them. */
  readonly record: readonly string[];
}

/** What an optimiser of tfjs does its step with. */
export interface OptimizerTools {
  /** A constant that stays on the backend under its name. */
  readonly scalar: (name: string, value: number) => Scalar;
  readonly has: (buffer: string) => boolean;
  /** Puts what `next` makes of a buffer in its place. */
  readonly replace: (buffer: string, next: (old: Tensor1D) => Tensor1D) => Tensor1D;
}

export interface OptimizerTfjs<C = never> {
  /** The parameters after the step. `gradients` have their weight decay. Both are [parameters]. */
  readonly update: (
    parameters: Tensor1D,
    gradients: Tensor1D,
    coefficients: C,
    tools: OptimizerTools,
  ) => Tensor1D;
}

export interface OptimizerPython<Settings = never> {
  /** In torch.optim. */
  readonly className: string;
  /** Its arguments under PyTorch's names; those that are PyTorch's defaults are left out. */
  readonly arguments: (settings: Settings) => Readonly<Record<string, unknown>>;
}

export interface OptimizerParts {
  readonly meta: OptimizerMeta;
  readonly plan: OptimizerPlan;
  readonly tfjs?: OptimizerTfjs;
  readonly python: OptimizerPython;
}
