/**
 * src/torch/optimizer.ts in tfjs ops: the same coefficients and formulas, over all parameters at
 * once as one flat vector. tfjs has no fused multiply-add, which costs 1 ulp here and there.
 */
import {
  add,
  dispose,
  div,
  keep,
  less,
  maximum,
  mul,
  sqrt,
  sub,
  where,
  zeros,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../../src/experiment/schema.ts';
import {
  bufferNames,
  stepCoefficients,
  type AdamCoefficients,
  type BufferName,
  type RmspropCoefficients,
  type SgdCoefficients,
} from '../../../src/torch/optimizer.ts';
import { Scalars } from './scalars.ts';

export class FlatOptimizer {
  readonly #settings: OptimizerSettings;
  readonly #scalars = new Scalars();
  readonly #buffers = new Map<BufferName, Tensor1D>();
  #steps = 0;

  /** For `length` parameters. Its buffers live until `close`. */
  constructor(settings: OptimizerSettings, length: number) {
    this.#settings = settings;
    for (const name of bufferNames(settings)) this.#buffers.set(name, keep(zeros([length])));
  }

  /** One step; both vectors are [length] and stay as they are. To be called inside a tidy. */
  step(parameters: Tensor1D, gradients: Tensor1D): Tensor1D {
    this.#steps += 1;
    const c = stepCoefficients(this.#settings, this.#steps);
    const g =
      c.weightDecay === 0
        ? gradients
        : add<Tensor1D>(mul(parameters, this.#scalar('weightDecay', c.weightDecay)), gradients);
    switch (c.name) {
      case 'sgd':
        return this.#sgd(c, parameters, g);
      case 'rmsprop':
        return this.#rmsprop(c, parameters, g);
      case 'adam':
        return this.#adam(c, parameters, g);
    }
  }

  close(): void {
    dispose([...this.#buffers.values()]);
    this.#buffers.clear();
    this.#scalars.close();
  }

  #sgd(c: SgdCoefficients, p: Tensor1D, g: Tensor1D): Tensor1D {
    let direction = g;
    if (this.#buffers.has('momentum')) {
      const momentum = this.#scalar('momentum', c.momentum);
      const part =
        c.gradientFactor === 1
          ? g
          : mul<Tensor1D>(g, this.#scalar('gradientFactor', c.gradientFactor));
      const b = this.#replace('momentum', (old) => add(mul(old, momentum), part));
      direction = c.nesterov ? add(g, mul(b, momentum)) : b;
    }
    return sub(p, mul(direction, this.#scalar('learningRate', c.learningRate)));
  }

  #rmsprop(c: RmspropCoefficients, p: Tensor1D, g: Tensor1D): Tensor1D {
    const s = this.#average('squareAverage', g, c.alpha, c.oneMinusAlpha);
    let variance = s;
    if (c.centered) {
      variance = this.#lessSquare(s, this.#lerp('gradientAverage', g, c));
    }
    const r = add(sqrt(variance), this.#scalar('epsilon', c.epsilon));
    const learningRate = this.#scalar('learningRate', c.learningRate);
    if (c.momentum === 0) return sub(p, div(mul(g, learningRate), r));
    const momentum = this.#scalar('momentum', c.momentum);
    const b = this.#replace('momentum', (old) => add(mul(old, momentum), div(g, r)));
    return sub(p, mul(b, learningRate));
  }

  #adam(c: AdamCoefficients, p: Tensor1D, g: Tensor1D): Tensor1D {
    const m = this.#lerp('firstMoment', g, c);
    let v = this.#average('secondMoment', g, c.beta2, c.oneMinusBeta2);
    if (c.amsgrad) {
      const newest = v;
      v = this.#replace('largestSecondMoment', (old) => maximum(old, newest));
    }
    const corrected = div(sqrt(v), this.#scalar('rootCorrection', c.rootCorrection));
    const denominator = add(corrected, this.#scalar('epsilon', c.epsilon));
    const step = mul(m, this.#scalar('stepSize', c.stepSize));
    const shrunk = c.shrink === 1 ? p : mul<Tensor1D>(p, this.#scalar('shrink', c.shrink));
    return sub(shrunk, div(step, denominator));
  }

  /**
   * s − a², rounded nearly as the one multiply-add that PyTorch takes: where the gradient hardly
   * changes, s and a² differ by their rounding alone, and which of them is larger decides whether the
   * root is a number. The product's own rounding error is taken from it by Dekker's product
   * (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
   */
  #lessSquare(s: Tensor1D, a: Tensor1D): Tensor1D {
    const scaled = mul<Tensor1D>(a, this.#scalar('half of the digits', 2 ** 12 + 1));
    const high = sub<Tensor1D>(scaled, sub(scaled, a));
    const low = sub<Tensor1D>(a, high);
    const product = mul<Tensor1D>(a, a);
    const cross = mul<Tensor1D>(high, low);
    const lost = add<Tensor1D>(
      add(add(sub(mul(high, high), product), cross), cross),
      mul(low, low),
    );
    // An infinite s stays so: its root ends the parameter's steps, in PyTorch as well.
    const finite = less(s, this.#scalar('infinity', Infinity));
    return where(finite, sub(sub(s, product), lost), s);
  }

  /** buffer ← keepFactor · buffer + newFactor · g² */
  #average(name: BufferName, g: Tensor1D, keepFactor: number, newFactor: number): Tensor1D {
    const share: Tensor1D = mul(mul(g, this.#scalar(`${name} new`, newFactor)), g);
    const kept = this.#scalar(`${name} keep`, keepFactor);
    return this.#replace(name, (old) => add(mul(old, kept), share));
  }

  #lerp(
    name: BufferName,
    g: Tensor1D,
    c: { readonly lerpFactor: number; readonly lerpFromGradient: boolean },
  ): Tensor1D {
    const factor = this.#scalar('lerpFactor', c.lerpFactor);
    return this.#replace(name, (old) =>
      add(c.lerpFromGradient ? g : old, mul(sub(g, old), factor)),
    );
  }

  /** Puts what `next` makes of a buffer in its place. */
  #replace(name: BufferName, next: (old: Tensor1D) => Tensor1D): Tensor1D {
    const old = this.#buffers.get(name)!;
    const made = keep(next(old));
    this.#buffers.set(name, made);
    old.dispose();
    return made;
  }

  #scalar(name: string, value: number) {
    return this.#scalars.get(name, value);
  }
}
