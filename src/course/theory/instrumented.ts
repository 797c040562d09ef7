/**
 * The network of question T1, computed neuron by neuron while counting every addition and
 * multiplication: an independent check of the closed forms and the matrix form. It shares no arithmetic
 * with either.
 */
import { activate, activationSlope } from './activation.ts';
import type { Operations } from './operations.ts';
import type { TwoLayerNet } from './two-layer.ts';

/** Arithmetic that counts its operations. */
export class Counter {
  #multiplications = 0;
  #additions = 0;

  get operations(): Operations {
    return { multiplications: this.#multiplications, additions: this.#additions };
  }

  multiply(a: number, b: number): number {
    this.#multiplications++;
    return a * b;
  }

  add(a: number, b: number): number {
    this.#additions++;
    return a + b;
  }

  /** Σ aᵢ·bᵢ: one addition less than multiplications. */
  dot(a: readonly number[], b: readonly number[]): number {
    return this.sum(a.map((value, i) => this.multiply(value, b[i] ?? NaN)));
  }

  sum(values: readonly number[]): number {
    return values.reduce((all, value) => this.add(all, value));
  }
}

const column = (matrix: readonly (readonly number[])[], index: number): number[] =>
  matrix.map((row) => row[index] ?? NaN);

export interface CountedPass {
  /** Before and after g, [N, M]. */
  readonly z1: number[][];
  readonly h: number[][];
  /** Before ReLU, [N, K]. */
  readonly z2: number[][];
  /** Softmax, [N, K]. */
  readonly y: number[][];
}

const layer = (
  inputs: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
  biases: readonly number[],
  counter: Counter,
): number[][] =>
  inputs.map((input) =>
    biases.map((bias, j) => counter.add(counter.dot(input, column(weights, j)), bias)),
  );

/** @param x [N, D] */
export function countedForward(
  x: readonly (readonly number[])[],
  net: TwoLayerNet,
  counter = new Counter(),
): CountedPass {
  const z1 = layer(x, net.w1, net.b1, counter);
  const h = z1.map((row) => row.map((z) => activate(net.g, z)));
  const z2 = layer(h, net.w2, net.b2, counter);
  const y = z2.map((row) => {
    const powers = row.map((z) => Math.exp(z > 0 ? z : 0));
    return powers.map((power) => power / powers.reduce((all, one) => all + one, 0));
  });
  return { z1, h, z2, y };
}

export type Gradients = Pick<TwoLayerNet, 'w1' | 'w2' | 'b1' | 'b2'>;

/** Mean cross-entropy of the rows' classes; not counted, because it comes after the softmax. */
export const meanLoss = (y: readonly (readonly number[])[], classes: readonly number[]): number =>
  -classes.reduce((all, k, n) => all + Math.log(y[n]?.[k] ?? NaN), 0) / classes.length;

/** Forward and backward pass of mean cross-entropy. @param classes [N] */
export function countedBackpropagation(
  x: readonly (readonly number[])[],
  classes: readonly number[],
  net: TwoLayerNet,
  counter = new Counter(),
): Gradients {
  const { z1, h, z2, y } = countedForward(x, net, counter);
  // The gradient of softmax and loss, (ŷ − onehot)/N, is not counted.
  const delta2 = z2.map((row, n) =>
    row.map((z, k) => {
      const upstream = ((y[n]?.[k] ?? NaN) - (k === classes[n] ? 1 : 0)) / x.length;
      return counter.multiply(upstream, z > 0 ? 1 : 0);
    }),
  );
  const delta1 = z1.map((row, n) =>
    row.map((z, j) =>
      counter.multiply(counter.dot(delta2[n] ?? [], net.w2[j] ?? []), activationSlope(net.g, z)),
    ),
  );
  const weights = (
    inputs: readonly (readonly number[])[],
    deltas: readonly (readonly number[])[],
  ): number[][] =>
    (inputs[0] ?? []).map((_, i) =>
      (deltas[0] ?? []).map((__, j) => counter.dot(column(inputs, i), column(deltas, j))),
    );
  const biases = (deltas: readonly (readonly number[])[]): number[] =>
    (deltas[0] ?? []).map((_, j) => counter.sum(column(deltas, j)));
  return { w2: weights(h, delta2), b2: biases(delta2), w1: weights(x, delta1), b1: biases(delta1) };
}

/** Every derivative by two-sided differences, two forward passes each. */
export function countedFiniteDifferences(
  x: readonly (readonly number[])[],
  classes: readonly number[],
  net: TwoLayerNet,
  h: number,
  counter = new Counter(),
): Gradients {
  const inverse = 1 / (2 * h);
  const derivative = (value: number, placed: (value: number) => TwoLayerNet): number => {
    const above = placed(counter.add(value, h));
    const below = placed(counter.add(value, -h));
    const [up, down] = [above, below].map((each) =>
      meanLoss(countedForward(x, each, counter).y, classes),
    );
    return counter.multiply(counter.add(up ?? NaN, -(down ?? NaN)), inverse);
  };
  const vector = (key: 'b1' | 'b2'): number[] =>
    net[key].map((value, i) =>
      derivative(value, (moved) => ({ ...net, [key]: net[key].with(i, moved) })),
    );
  const matrix = (key: 'w1' | 'w2'): number[][] =>
    net[key].map((row, i) =>
      row.map((value, j) =>
        derivative(value, (moved) => ({ ...net, [key]: net[key].with(i, row.with(j, moved)) })),
      ),
    );
  return { w1: matrix('w1'), b1: vector('b1'), w2: matrix('w2'), b2: vector('b2') };
}
