/** An activation: what a layer's sums become, element by element. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Constants } from './constants.ts';
import type { Meta } from './members.ts';

export interface ActivationMeta extends Meta {
  /** From which panel a kernel computes f′: of f's values, or of the sums that f was given. */
  readonly keeps: 'input' | 'output';
  readonly traits: {
    /** Whether a unit may give 0 for all rows, and then passes no gradient. */
    readonly canDie: boolean;
    /** f(z) = max(z, 0), which a product does on its way. */
    readonly clampsAtZero: boolean;
    /** f(z) = z. */
    readonly isIdentity: boolean;
  };
}

/** In float64. At a kink the slope is PyTorch's. */
export interface ActivationReference {
  readonly value: (z: number) => number;
}

export interface ActivationTfjs {
  /** Its name in tfjs's product, where that has it, and the `alpha` that is given along. */
  readonly fused?: { readonly name: 'relu' | 'leakyrelu' | 'sigmoid'; readonly alpha?: number };
  /** Backends whose product has another function under that name. */
  readonly notFusedOn?: readonly string[];
  readonly value: (z: Tensor2D, constants: Constants) => Tensor2D;
  /** ∂L/∂z from ∂L/∂a and the panel that `keeps` names, all [batch, width]. */
  readonly through: (gradient: Tensor2D, kept: Tensor2D, constants: Constants) => Tensor2D;
}

export interface ActivationPython {
  /** An expression of a callable, with torch and nn at hand. */
  readonly callable: string;
}

/** In a LayersModel of tfjs. */
export interface ActivationLayersModel {
  /** Of the dense layer itself. */
  readonly activation: string;
  /** A layer behind it. */
  readonly layer?: { readonly className: string; readonly suffix: string; readonly config: object };
}

export interface ActivationParts {
  readonly meta: ActivationMeta;
  readonly reference: ActivationReference;
  readonly tfjs: ActivationTfjs;
  readonly python: ActivationPython;
  readonly 'layers-model': ActivationLayersModel;
}
