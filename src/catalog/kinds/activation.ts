/** An activation: an elementwise function of a layer's sums. */
import type { MemberHelp } from './help.ts';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Constants } from './constants.ts';
import type { Check, Fields } from './fields.ts';
import type { Meta } from './members.ts';

export interface ActivationMeta extends Meta {
  /** Its settings in a list of layers; the short form of a network has their defaults. */
  readonly fields: Fields;
  readonly check?: Check;
  /** What a kernel computes f′ from: f's outputs, or its inputs (the layer's sums). */
  readonly keeps: 'input' | 'output';
  readonly traits: {
    /** Whether a unit may output 0 for all rows, so that no gradient flows through it. */
    readonly canDie: boolean;
    /** f(z) = max(z, 0), which the product computes itself. */
    readonly clampsAtZero: boolean;
    /** f(z) = z. */
    readonly isIdentity: boolean;
  };
}

/** In float64. */
export interface ActivationReference<Settings = never> {
  readonly value: (z: number, settings: Settings) => number;
}

/** Numbers that its kernel reads, in that order; a member without a plan has none. */
export interface ActivationPlan<Settings = never> {
  readonly coefficients: (settings: Settings) => readonly number[];
}

/** The derivative at z, in float64; at a kink it is PyTorch's. For pages that explain a step, not for training. */
export type ActivationSlope<Settings = never> = (z: number, settings: Settings) => number;

export interface ActivationTfjs<Settings = never> {
  /** Its name in tfjs's fused matMul with default settings, if supported, and the `alpha` to pass. */
  readonly fused?: { readonly name: 'relu' | 'leakyrelu' | 'sigmoid'; readonly alpha?: number };
  /** Backends whose fused matMul computes another function under that name. */
  readonly notFusedOn?: readonly string[];
  readonly value: (z: Tensor2D, constants: Constants, settings: Settings) => Tensor2D;
  /** ∂L/∂z from ∂L/∂a and the panel that `keeps` names, all [batch, width]. */
  readonly through: (
    gradient: Tensor2D,
    kept: Tensor2D,
    constants: Constants,
    settings: Settings,
  ) => Tensor2D;
}

export interface ActivationPython<Settings = never> {
  /** A Python expression of a callable with default settings; torch and nn are imported. */
  readonly callable: string;
  /** A Python expression of the module in a `nn.Sequential`. */
  readonly module: (settings: Settings) => string;
}

/** In a LayersModel of tfjs, with default settings; or why there is none. */
export type ActivationLayersModel = WrittenLayersModel | { readonly lacks: string };

interface WrittenLayersModel {
  /** Of the dense layer itself. */
  readonly activation: string;
  /** A separate layer after it. */
  readonly layer?: { readonly className: string; readonly suffix: string; readonly config: object };
}

/** What explanations of a network's behaviour need to know. */
export interface ActivationInsights {
  /** Its infimum and supremum, near which it is flat. */
  readonly bounds: readonly [number, number];
}

export interface ActivationParts {
  readonly meta: ActivationMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly plan?: ActivationPlan;
  readonly reference: ActivationReference;
  readonly slope: ActivationSlope;
  readonly tfjs: ActivationTfjs;
  readonly python: ActivationPython;
  readonly 'layers-model': ActivationLayersModel;
  readonly insights?: ActivationInsights;
}
