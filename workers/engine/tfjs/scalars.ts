/** Scalars that stay on the backend between steps, so that constants are uploaded once. */
import { keep, scalar, type Scalar } from '@tensorflow/tfjs-core';

export class Scalars {
  readonly #held = new Map<string, { readonly value: number; readonly tensor: Scalar }>();

  get one(): Scalar {
    return this.get('one', 1);
  }

  get zero(): Scalar {
    return this.get('zero', 0);
  }

  /** The tensor of a named number. A new value under the same name replaces the previous one. */
  get(name: string, value: number): Scalar {
    const held = this.#held.get(name);
    if (held?.value === value) return held.tensor;
    held?.tensor.dispose();
    const tensor = keep(scalar(value, 'float32'));
    this.#held.set(name, { value, tensor });
    return tensor;
  }

  close(): void {
    for (const { tensor } of this.#held.values()) tensor.dispose();
    this.#held.clear();
  }
}
