/** Collects one column cell by cell, and classifies it at the end. */
import { limits } from '../../document/limits.ts';
import type { CsvSettings } from '../../document/table.ts';
import { Blocks } from './blocks.ts';
import { isDate, isMissing, isMissingNumber, missingRule, type MissingRule } from './cells.ts';
import { Codes, type Coded } from './codes.ts';
import { lackingFor, numberIn } from './numbers.ts';
import type { Lacking } from '../../protocol/table.ts';
import {
  maxCategories,
  type ColumnData,
  type ColumnKind,
  type ColumnSummary,
} from '../../protocol/table.ts';

export type CellFormat = Pick<CsvSettings, 'decimal' | 'thousands' | 'signs' | 'missing' | 'rules'>;

/** Distinct words for "missing" that are counted, and how many are reported. */
const maxWords = 60;
const toldWords = 5;
/** Texts that are checked for a number format that would fit. */
const maxAsked = 1000;
/** Names of columns that number the rows. */
const indexNames =
  /^(?:#|index|idx|id|key|no|nr|num|number|row|record|obs|observation|(?:row|case|sample|record|serial)[ _-]?(?:names?|no|nr|num|number|id)|.*[ _-](?:id|no|nr))\.?$/i;
const camelId = /[a-z]I[dD]$/;
/** Names that the lab and pandas give to unnamed columns. */
const noName = /^(?:column \d+|unnamed.*)$/i;
/** A code, not a quantity: digits with a leading zero. */
const code = /^[-+]?0\d+$/;
const digits = /^[-+]?\d+$/;

export class ColumnBuilder {
  readonly #name: string;
  readonly #format: CellFormat;
  readonly #missing: MissingRule;
  #numbers: Blocks<Float64Array> | null = new Blocks((length) => new Float64Array(length));
  /** Codes by cell text, and by numeric value while all cells are numbers. */
  readonly #texts: Codes;
  #values: Codes | null = new Codes();
  readonly #words = new Map<string, number>();
  #rows = 0;
  #known = 0;
  #numeric = 0;
  /** Cells that count as missing if this is a column of numbers. */
  #undecided = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;
  #dates = true;
  #counting = true;
  #first = Number.NaN;
  #last = Number.NaN;
  #zeros = false;
  #odd: { line: number; text: string } | null = null;
  #rounded: { line: number; text: string } | null = null;
  #asked = 0;
  readonly #lacking = new Map<Lacking, number>();

  constructor(name: string, format: CellFormat) {
    this.#name = name;
    this.#format = format;
    this.#missing = missingRule(format.missing, format.rules);
    this.#texts = new Codes(this.#missing.amongNumbers.size);
  }

  /** @param line where the cell's row begins, from 1 on */
  add(cell: string, line: number): void {
    this.#rows += 1;
    const text = cell.trim();
    const value = numberIn(text, this.#format);
    // Most cells are numbers, which mark a missing value only if a person said so.
    const asked = Number.isNaN(value) || this.#format.missing !== null;
    if (asked && isMissing(text, this.#missing)) {
      this.#gap(text, null);
      return;
    }
    if (Number.isNaN(value) && isMissingNumber(text, this.#missing)) {
      this.#undecided += 1;
      this.#gap(text, text);
      return;
    }
    this.#known += 1;
    if (Number.isNaN(value)) this.#takeText(text, line);
    else this.#takeNumber(value, text, line);
    if (!this.#texts.isOpen) return;
    const byOldRules = this.#format.rules === 1 && !Number.isNaN(value);
    this.#texts.add(byOldRules ? String(value) : text);
  }

  /** @param code its value if this is a column of texts */
  #gap(text: string, code: string | null): void {
    this.#counting = false;
    this.#numbers?.push(Number.NaN);
    this.#values?.add(null);
    this.#texts.add(code);
    if (text === '') return;
    if (this.#words.size < maxWords || this.#words.has(text)) {
      this.#words.set(text, (this.#words.get(text) ?? 0) + 1);
    }
  }

  #takeText(text: string, line: number): void {
    this.#odd ??= { line, text: text.slice(0, 40) };
    this.#numbers = null;
    this.#values = null;
    this.#counting = false;
    if (this.#dates) this.#dates = isDate(text);
    if (this.#asked === maxAsked) return;
    this.#asked += 1;
    const lacking = lackingFor(text, this.#format);
    if (lacking !== null) this.#lacking.set(lacking, (this.#lacking.get(lacking) ?? 0) + 1);
  }

  #takeNumber(value: number, text: string, line: number): void {
    this.#numeric += 1;
    this.#dates = false;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#known > 1 && value !== this.#last + 1) this.#counting = false;
    if (this.#known === 1) this.#first = value;
    this.#last = value;
    this.#numbers?.push(value);
    if (this.#values?.isOpen === true) this.#values.add(String(value));
    // Runs for every number, so cheap checks come first.
    if (text.length > 1 && !this.#zeros) this.#zeros = code.test(text);
    if (Math.abs(value) >= 2 ** 53 && digits.test(text) && BigInt(text) !== BigInt(value)) {
      this.#rounded ??= { line, text: text.slice(0, 40) };
    }
  }

  /** Ends the column. */
  finish(): { readonly summary: ColumnSummary; readonly data: ColumnData } {
    const numeric = this.#numbers !== null && this.#known > 0;
    const decided = numeric || this.#undecidedAreMissing();
    const isNone = (value: string) => decided && isMissingNumber(value, this.#missing);
    const known = this.#known + (decided ? 0 : this.#undecided);
    // Codes with leading zeros, and integers that would be rounded, are distinguished as written.
    const asWritten =
      !numeric || (this.#format.rules !== 1 && (this.#zeros || this.#rounded !== null));
    const coded = asWritten ? this.#texts.coded(isNone) : (this.#values?.coded(isNone) ?? null);
    const values = coded?.values ?? [];
    const top = values
      .map((value, index) => [value, coded!.counts[index]!] as const)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 3);
    return {
      summary: {
        name: this.#name,
        kind: this.#kind(coded, known),
        known,
        missing: this.#rows - known,
        distinct: coded === null ? null : values.length,
        numbers: numeric ? { mean: this.#sum / known, min: this.#min, max: this.#max } : null,
        top,
        values,
        odd: numeric ? null : this.#oddCell(),
        gaps: [...this.#words]
          .filter(([word]) => decided || !isMissingNumber(word, this.#missing))
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, toldWords),
        rounded: numeric ? this.#rounded : null,
      },
      data: {
        numbers: numeric ? (this.#numbers?.joined() ?? null) : null,
        codes: coded?.codes ?? null,
      },
    };
  }

  /** In a column of dates, or of numbers except for a few cells, "-" is not a value either. */
  #undecidedAreMissing(): boolean {
    return this.#known > 0 && (this.#dates || this.#numeric > (this.#known - this.#numeric) * 4);
  }

  #oddCell(): ColumnSummary['odd'] {
    const texts = this.#known - this.#numeric;
    const odd = this.#odd;
    if (odd === null) return null;
    const [lacking, times] = [...this.#lacking].toSorted(([, a], [, b]) => b - a)[0] ?? [null, 0];
    const would = times >= this.#asked * 0.5 ? lacking : null;
    const mostlyNumbers = this.#numeric > texts * 4;
    const wouldBe =
      this.#numeric > 0 ||
      [...this.#lacking.values()].reduce((a, b) => a + b, 0) >= this.#asked * 0.8;
    if (!mostlyNumbers && !(would !== null && wouldBe && !this.#dates)) return null;
    return { ...odd, count: texts, lacking: would };
  }

  /** Consecutive numbers are an index if the name says so, or without a name if they start at 0 or 1. */
  #isIndex(): boolean {
    if (noName.test(this.#name)) return this.#first === 0 || this.#first === 1;
    return indexNames.test(this.#name) || camelId.test(this.#name);
  }

  #kind(coded: Coded | null, known: number): ColumnKind {
    if (known === 0) return 'empty';
    if (coded?.values.length === 1) return 'constant';
    if (this.#numbers !== null && this.#known > 0) {
      return this.#counting && known > 2 && this.#isIndex() ? 'count' : 'number';
    }
    if (this.#known > 0 && this.#dates) return 'date';
    if (coded === null || coded.values.length > maxCategories) return 'text';
    // A feature is called "column=value".
    const longest = Math.max(...coded.values.map(({ length }) => length));
    return this.#name.length + 1 + longest > limits.name ? 'text' : 'category';
  }
}
