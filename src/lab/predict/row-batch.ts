/** Rows on their way to the network: collected while a chunk of a file is read, then predicted together. */

export class RowBatch {
  readonly #inputs: number;
  /** [rows, inputs] of the rows that can be predicted. */
  #features: Float32Array<ArrayBuffer>;
  #usable = 0;
  /** Of every row: its truth, NaN if unknown, and whether it can be predicted. */
  readonly #truths: number[] = [];
  readonly #isUsable: boolean[] = [];

  constructor(inputs: number) {
    this.#inputs = inputs;
    this.#features = new Float32Array(256 * inputs);
  }

  /** Where to write the next row's features: [inputs] from `at` on. */
  get place(): { readonly into: Float32Array; readonly at: number } {
    const at = this.#usable * this.#inputs;
    if (at + this.#inputs > this.#features.length) {
      const larger = new Float32Array(2 * this.#features.length);
      larger.set(this.#features);
      this.#features = larger;
    }
    return { into: this.#features, at };
  }

  /** Ends a row. @param isUsable whether its features were written to `place` */
  add(isUsable: boolean, truth: number): void {
    this.#truths.push(truth);
    this.#isUsable.push(isUsable);
    if (isUsable) this.#usable += 1;
  }

  /** [usable rows, inputs]. */
  get features(): Float32Array {
    return this.#features.subarray(0, this.#usable * this.#inputs);
  }

  get rows(): readonly { readonly isUsable: boolean; readonly truth: number }[] {
    return this.#truths.map((truth, row) => ({ truth, isUsable: this.#isUsable[row]! }));
  }

  clear(): void {
    this.#usable = 0;
    this.#truths.length = 0;
    this.#isUsable.length = 0;
  }
}
