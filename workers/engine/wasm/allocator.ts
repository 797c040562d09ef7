/** Allocates addresses aligned to cache lines. */
export class Allocator {
  #next: number;

  constructor(start: number) {
    this.#next = start;
  }

  allocate(bytes: number): number {
    const address = Math.ceil(this.#next / 64) * 64;
    this.#next = address + bytes;
    return address;
  }

  get end(): number {
    return Math.ceil(this.#next / 64) * 64;
  }
}
