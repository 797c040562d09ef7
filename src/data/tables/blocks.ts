/** A growing column that is never copied as a whole while it grows. */
const blockLength = 1 << 15;

export class Blocks<T extends Float64Array | Uint16Array> {
  readonly #make: (length: number) => T;
  readonly #full: T[] = [];
  #open: T;
  #at = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#open = make(blockLength);
  }

  push(value: number): void {
    if (this.#at === blockLength) {
      this.#full.push(this.#open);
      this.#open = this.#make(blockLength);
      this.#at = 0;
    }
    this.#open[this.#at++] = value;
  }

  /** All values in one array; frees the blocks. */
  joined(): T {
    const all = this.#make(this.#full.length * blockLength + this.#at);
    this.#full.forEach((block, index) => all.set(block, index * blockLength));
    all.set(this.#open.subarray(0, this.#at), this.#full.length * blockLength);
    this.#full.length = 0;
    return all;
  }
}
