import type { Scalar } from '@tensorflow/tfjs-core';

/** Constants that stay on a backend between steps, each under a name. */
export interface Constants {
  readonly zero: Scalar;
  readonly one: Scalar;
  get(name: string, value: number): Scalar;
}
