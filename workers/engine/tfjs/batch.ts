/** Converts rows of a part into the float32 matrices that a network reads. */
import type { Part } from '../../../src/protocol/dataset.ts';

export interface Batch {
  readonly count: number;
  /** [count, inputs]; a view of a buffer that the next batch overwrites. */
  readonly features: Float32Array;
  /** [count, outputs]: one-hot classes, or values; a view as well. */
  readonly targets: Float32Array;
}

/**
 * Gathers batches into one reused buffer. Pixels stay uint8 in the dataset, because a float32 copy
 * of FashionMNIST would be 188 MB in every worker.
 */
export class BatchReader {
  readonly #part: Part;
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #ofClasses: boolean;
  /** Every quotient pixel / divisor, rounded to float32 as PyTorch's division is. */
  readonly #quotients: Float32Array;
  #features = new Float32Array(0);
  #targets = new Float32Array(0);

  /** @param ofClasses whether targets are classes, else values */
  constructor(part: Part, inputs: number, outputs: number, ofClasses: boolean) {
    this.#part = part;
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#ofClasses = ofClasses;
    this.#quotients = Float32Array.from({ length: 256 }, (_, pixel) => pixel / part.divisor);
  }

  /** The rows `rows[from]` … `rows[to − 1]`. */
  gather(rows: Int32Array, from: number, to: number): Batch {
    return this.#read(to - from, (position) => rows[from + position]!);
  }

  /** The rows `from` … `to` − 1 in order. */
  range(from: number, to: number): Batch {
    return this.#read(to - from, (position) => from + position);
  }

  /** The target of a row: a class index or a value. */
  target(row: number): number {
    return this.#part.targets[row]!;
  }

  #read(count: number, row: (position: number) => number): Batch {
    const { features, targets } = this.#part;
    const inputs = this.#inputs;
    const outputs = this.#outputs;
    if (this.#features.length < count * inputs) {
      this.#features = new Float32Array(count * inputs);
      this.#targets = new Float32Array(count * outputs);
    }
    const x = this.#features.subarray(0, count * inputs);
    const y = this.#targets.subarray(0, count * outputs);
    if (this.#ofClasses) y.fill(0);
    for (let position = 0; position < count; position++) {
      const source = row(position);
      if (source < 0 || source >= this.#part.count) {
        throw new RangeError(`Cannot read row ${source} of a part of ${this.#part.count} rows`);
      }
      if (features instanceof Uint8Array) {
        scale(features, source * inputs, inputs, this.#quotients, x, position * inputs);
      } else {
        const start = source * inputs;
        x.set(features.subarray(start, start + inputs), position * inputs);
      }
      const target = targets[source]!;
      if (this.#ofClasses) y[position * outputs + target] = 1;
      else y[position] = target;
    }
    return { count, features: x, targets: y };
  }
}

/** The innermost loop, separate so that it stays one compiled function. */
function scale(
  pixels: Uint8Array,
  from: number,
  count: number,
  quotients: Float32Array,
  out: Float32Array,
  at: number,
): void {
  for (let j = 0; j < count; j++) out[at + j] = quotients[pixels[from + j]!]!;
}
