/** Assigns codes from 1 on to a column's distinct values, as long as they are few. */
import { Blocks } from './blocks.ts';
import { maxValues } from '../../protocol/table.ts';

export interface Coded {
  /** In the order of their codes, from code 1 on. */
  readonly values: readonly string[];
  /** Rows with each value. */
  readonly counts: readonly number[];
  /** [rows], 0 where missing. */
  readonly codes: Uint16Array;
}

export class Codes {
  #codes: Blocks<Uint16Array> | null = new Blocks((length) => new Uint16Array(length));
  readonly #values = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #maxValues: number;

  /** @param spare extra values allowed because they may turn out to be missing */
  constructor(spare = 0) {
    this.#maxValues = maxValues + spare;
  }

  /** Whether there are few values so far; otherwise adding has no effect. */
  get isOpen(): boolean {
    return this.#codes !== null;
  }

  add(value: string | null): void {
    if (this.#codes === null) return;
    if (value === null) {
      this.#codes.push(0);
      return;
    }
    let code = this.#values.get(value);
    if (code === undefined) {
      if (this.#values.size === this.#maxValues) {
        this.#codes = null;
        return;
      }
      code = this.#values.size + 1;
      this.#values.set(value, code);
      this.#counts.push(0);
    }
    this.#counts[code - 1]! += 1;
    this.#codes.push(code);
  }

  /** Finishes: null if there are too many values. @param isNone values that count as missing after all */
  coded(isNone: (value: string) => boolean): Coded | null {
    const codes = this.#codes?.joined() ?? null;
    if (codes === null) return null;
    const all = [...this.#values.keys()];
    const kept = all.filter((value) => !isNone(value));
    if (kept.length > maxValues) return null;
    const counts = all.flatMap((value, index) => (isNone(value) ? [] : [this.#counts[index]!]));
    if (kept.length < all.length) {
      const indices = new Map(kept.map((value, index) => [value, index + 1]));
      const renumbered = Uint16Array.from([0, ...all.map((value) => indices.get(value) ?? 0)]);
      for (let row = 0; row < codes.length; row++) codes[row] = renumbered[codes[row]!]!;
    }
    return { values: kept, counts, codes };
  }
}
