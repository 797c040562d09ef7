/** A network with samples and classes, random but reproducible from its seed. */
import { Generator } from '../../torch/mt19937.ts';
import { randFloat64 } from '../../torch/uniform.ts';
import type { HiddenActivation } from './activation.ts';
import type { NetSize } from './operations.ts';
import type { TwoLayerNet } from './two-layer.ts';

export interface Example {
  /** [N, D] */
  readonly x: number[][];
  /** [N] */
  readonly classes: number[];
  readonly net: TwoLayerNet;
}

/** Everything uniform in (−1, 1), in steps of 0.01 so that a reader can follow. */
export function exampleNet(size: NetSize, g: HiddenActivation, seed: number): Example {
  const { samples, features, hidden, outputs } = size;
  const generator = new Generator(seed);
  const vector = (length: number): number[] =>
    Array.from(randFloat64(length, generator), (value) => Math.round(200 * value - 100) / 100);
  const matrix = (rows: number, columns: number): number[][] =>
    Array.from({ length: rows }, () => vector(columns));
  return {
    x: matrix(samples, features),
    classes: Array.from({ length: samples }, (_, n) => (n + seed) % outputs),
    net: {
      w1: matrix(features, hidden),
      b1: vector(hidden),
      w2: matrix(hidden, outputs),
      b2: vector(outputs),
      g,
    },
  };
}
