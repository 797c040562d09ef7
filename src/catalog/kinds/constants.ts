import type { Scalar } from '@tensorflow/tfjs-core';

/** Named constants that stay on a backend between steps. */
export interface Constants {
  readonly zero: Scalar;
  readonly one: Scalar;
  get(name: string, value: number): Scalar;
}
