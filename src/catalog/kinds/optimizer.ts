/** An optimiser: how gradients move the parameters. */
import type { MemberHelp } from './help.ts';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { Check, Fields } from './fields.ts';
import type { Meta } from './members.ts';
import type { MemberStyle } from './series.ts';

export interface OptimizerMeta extends Meta {
  readonly fields: Fields;
  readonly check?: Check;
  readonly styles?: readonly MemberStyle[];
  /** The member whose kernel and tfjs code this one shares. */
  readonly sameAs?: string;
}

/**
 * Coefficients of a step that are the same for all parameters: computed in float64, rounded to float32. `weightDecay`
 * is that of L2, which every engine adds to the gradients.
 */
export interface Coefficients extends Readonly<Record<string, number | boolean>> {
  readonly weightDecay: number;
}

export interface OptimizerPlan<Settings = never> {
  /** All buffers that it can have, each as long as the parameters, in the kernel's order. */
  readonly slots: readonly string[];
  /** The buffers used with these settings. All start at zero. */
  readonly buffers: (settings: Settings) => readonly string[];
  /** Coefficients of step `t`, counted from 1. */
  readonly coefficients: (settings: Settings, t: number) => Coefficients;
  /** Names of coefficients, in the order in which its kernel reads them. */
  readonly record: readonly string[];
}

/** Helpers for an optimiser step in tfjs. */
export interface OptimizerTools {
  /** A named constant that stays on the backend. */
  readonly scalar: (name: string, value: number) => Scalar;
  readonly has: (buffer: string) => boolean;
  /** Replaces a buffer with the result of `next`. */
  readonly replace: (buffer: string, next: (old: Tensor1D) => Tensor1D) => Tensor1D;
}

export interface OptimizerTfjs<C = never> {
  /** The parameters after the step. `gradients` include the weight decay. Both are [parameters]. */
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
  /** Its arguments under PyTorch's names; PyTorch's defaults are omitted. */
  readonly arguments: (settings: Settings) => Readonly<Record<string, unknown>>;
}

/** What explanations of a training need to know. */
export interface OptimizerInsights {
  /** A predicate: how it scales each parameter's step. */
  readonly scales: string;
  /** A clause: why its first steps are larger than later ones. */
  readonly early?: string;
}

export interface OptimizerParts {
  readonly meta: OptimizerMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly plan: OptimizerPlan;
  readonly tfjs?: OptimizerTfjs;
  readonly python: OptimizerPython;
  readonly insights?: OptimizerInsights;
}
