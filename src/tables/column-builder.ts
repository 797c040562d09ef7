/** Collects one column cell by cell, and says in the end what it is. */
import { limits } from '../experiment/limits.ts';
import { isDate, isMissing, numberIn } from './cells.ts';
import {
  mostCategories,
  mostValues,
  type ColumnData,
  type ColumnKind,
  type ColumnSummary,
} from './types.ts';

const blockLength = 1 << 15;

/** Grows without ever being copied as a whole. */
class Blocks<T extends Float64Array | Uint16Array> {
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

  /** All values in one array; the blocks are let go. */
  joined(): T {
    const all = this.#make(this.#full.length * blockLength + this.#at);
    this.#full.forEach((block, index) => all.set(block, index * blockLength));
    all.set(this.#open.subarray(0, this.#at), this.#full.length * blockLength);
    this.#full.length = 0;
    return all;
  }
}

export class ColumnBuilder {
  readonly #name: string;
  readonly #decimal: '.' | ',';
  #numbers: Blocks<Float64Array> | null = new Blocks((length) => new Float64Array(length));
  #codes: Blocks<Uint16Array> | null = new Blocks((length) => new Uint16Array(length));
  readonly #values = new Map<string, number>();
  readonly #counts: number[] = [];
  #rows = 0;
  #known = 0;
  #numeric = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;
  #dates = true;
  #counting = true;
  #last = Number.NaN;
  #odd: { line: number; text: string } | null = null;

  constructor(name: string, decimal: '.' | ',') {
    this.#name = name;
    this.#decimal = decimal;
  }

  /** @param line where the cell's row begins, from 1 on */
  add(cell: string, line: number): void {
    this.#rows += 1;
    const text = cell.trim();
    if (isMissing(text)) {
      this.#counting = false;
      this.#numbers?.push(Number.NaN);
      this.#codes?.push(0);
      return;
    }
    this.#known += 1;
    const value = numberIn(text, this.#decimal);
    if (Number.isNaN(value)) {
      this.#odd ??= { line, text: text.slice(0, 40) };
      this.#numbers = null;
      this.#counting = false;
      if (this.#dates) this.#dates = isDate(text);
    } else {
      this.#takeNumber(value);
    }
    if (this.#codes !== null) this.#code(Number.isNaN(value) ? text : String(value));
  }

  #takeNumber(value: number): void {
    this.#numeric += 1;
    this.#dates = false;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#known > 1 && value !== this.#last + 1) this.#counting = false;
    this.#last = value;
    this.#numbers?.push(value);
  }

  #code(value: string): void {
    let code = this.#values.get(value);
    if (code === undefined) {
      if (this.#values.size === mostValues) {
        this.#codes = null;
        return;
      }
      code = this.#values.size + 1;
      this.#values.set(value, code);
      this.#counts.push(0);
    }
    this.#counts[code - 1]! += 1;
    this.#codes?.push(code);
  }

  /** Ends the column. */
  finish(): { readonly summary: ColumnSummary; readonly data: ColumnData } {
    const values = this.#codes === null ? [] : [...this.#values.keys()];
    const numeric = this.#numbers !== null && this.#known > 0;
    const top = values
      .map((value, index) => [value, this.#counts[index]!] as const)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 3);
    const odd = this.#odd;
    const mostlyNumbers = odd !== null && this.#numeric > (this.#known - this.#numeric) * 4;
    return {
      summary: {
        name: this.#name,
        kind: this.#kind(values),
        known: this.#known,
        missing: this.#rows - this.#known,
        distinct: this.#codes === null ? null : values.length,
        numbers: numeric ? { mean: this.#sum / this.#known, min: this.#min, max: this.#max } : null,
        top,
        values,
        odd: mostlyNumbers ? { ...odd, count: this.#known - this.#numeric } : null,
      },
      data: {
        numbers: numeric ? (this.#numbers?.joined() ?? null) : null,
        codes: this.#codes?.joined() ?? null,
      },
    };
  }

  #kind(values: readonly string[]): ColumnKind {
    if (this.#known === 0) return 'empty';
    if (this.#codes !== null && values.length === 1) return 'constant';
    if (this.#numbers !== null) return this.#counting && this.#known > 2 ? 'count' : 'number';
    if (this.#dates) return 'date';
    if (this.#codes === null || values.length > mostCategories) return 'text';
    // A feature is called "column=value".
    const longest = Math.max(...values.map(({ length }) => length));
    return this.#name.length + 1 + longest > limits.name ? 'text' : 'category';
  }
}
