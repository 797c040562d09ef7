/**
 * Random numbers for the stand-ins. They and their recipes use only + − × ÷ and √, which IEEE 754
 * defines to the last bit: a sine or an exponential would differ between browsers, and so would the
 * dataset.
 */
import { Generator } from '../../torch/mt19937.ts';

/** Standard deviation of the sum of four random bytes: √(4 · (256² − 1) / 12). */
const fourBytes = Math.sqrt(21_845);

export class Draws {
  readonly #generator: Generator;

  constructor(seed: number) {
    this.#generator = new Generator(seed);
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.#generator.nextFloat32();
  }

  /** 0 … count − 1; count is small, so the bias of the remainder does not matter. */
  integer(count: number): number {
    return this.#generator.nextUint32() % count;
  }

  chance(probability: number): boolean {
    return this.#generator.nextFloat32() < probability;
  }

  /**
   * Bell-shaped with mean 0 and variance 1 exactly: the sum of a draw's four bytes. Never beyond ±3.46,
   * so that a law plus noise stays within bounds.
   */
  bell(): number {
    const bits = this.#generator.nextUint32();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    return (sum - 510) / fourBytes;
  }

  /** Puts the items into a random order, in place (Fisher–Yates). */
  shuffle(items: Uint8Array): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const taken = items[i]!;
      items[i] = items[j]!;
      items[j] = taken;
    }
  }
}
