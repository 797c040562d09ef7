/**
 * An optimiser step in tfjs ops: the coefficients and formulas of its folder in the catalog, on all parameters as
 * one flat vector.
 */
import { add, dispose, keep, mul, tensor1d, zeros, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Rates } from '../../../src/catalog/kinds/schedule.ts';
import type { OptimizerTfjs, OptimizerTools } from '../../../src/catalog/kinds/optimizer.ts';
import {
  bufferNames,
  computedAs,
  stepCoefficients,
} from '../../../src/catalog/lookup/optimizer.ts';
import { optimizerTfjs } from '../../../src/catalog/registry/optimizer.tfjs.ts';
import type { OptimizerSettings } from '../../../src/document/schema.ts';
import { Scalars } from './scalars.ts';

export interface FlatState {
  readonly steps: number;
  /** By name, [parameters] each. */
  readonly buffers: Readonly<Record<string, Float32Array>>;
}

export class FlatOptimizer {
  readonly #settings: OptimizerSettings;
  readonly #scalars = new Scalars();
  readonly #buffers = new Map<string, Tensor1D>();
  #steps = 0;
  readonly #update: OptimizerTfjs<object>['update'];
  readonly #tools: OptimizerTools = {
    scalar: (name, value) => this.#scalars.get(name, value),
    has: (buffer) => this.#buffers.has(buffer),
    replace: (buffer, next) => this.#replace(buffer, next),
  };

  /**
   * For `length` parameters. Its buffers live until `close`. Throws Error for an optimiser without tfjs code.
   * @param resume steps that were taken, and the buffers after them, [length] each
   */
  constructor(settings: OptimizerSettings, length: number, resume?: FlatState) {
    this.#settings = settings;
    const member = optimizerTfjs[computedAs(settings.name)];
    if (member === undefined) throw new Error(`tfjs has no optimiser ${settings.name}`);
    // The cast is safe: the coefficients are those of the same member's plan.
    this.#update = member.update as OptimizerTfjs<object>['update'];
    this.#steps = resume?.steps ?? 0;
    for (const name of bufferNames(settings)) {
      const values = resume?.buffers[name];
      this.#buffers.set(name, keep(values === undefined ? zeros([length]) : tensor1d(values)));
    }
  }

  /** One step; both vectors are [length] and stay unchanged. Call inside a tidy. @param rates of a schedule */
  step(parameters: Tensor1D, gradients: Tensor1D, rates?: Rates): Tensor1D {
    this.#steps += 1;
    const c = stepCoefficients(this.#settings, this.#steps, rates);
    const g =
      c.weightDecay === 0
        ? gradients
        : add<Tensor1D>(
            mul(parameters, this.#tools.scalar('weightDecay', c.weightDecay)),
            gradients,
          );
    return this.#update(parameters, g, c, this.#tools);
  }

  /** A copy of its state. */
  async state(): Promise<FlatState> {
    const buffers: Record<string, Float32Array> = {};
    for (const [name, tensor] of this.#buffers) {
      buffers[name] = (await tensor.data<'float32'>()).slice();
    }
    return { steps: this.#steps, buffers };
  }

  close(): void {
    dispose([...this.#buffers.values()]);
    this.#buffers.clear();
    this.#scalars.close();
  }

  #replace(name: string, next: (old: Tensor1D) => Tensor1D): Tensor1D {
    const old = this.#buffers.get(name)!;
    const made = keep(next(old));
    this.#buffers.set(name, made);
    old.dispose();
    return made;
  }
}
