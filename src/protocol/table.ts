/** A table as it is kept: what is said of it, and its columns as numbers. */
import type { CsvSettings } from '../document/table.ts';
import type { Doubt } from './table-doubts.ts';

/**
 * `number` and `category` are learnt from to begin with; `text` (many values) and `count` (1, 2, 3,
 * …, the number of the row) where a person ticks them; `date`, `constant` and `empty` cannot be.
 */
export type ColumnKind = 'number' | 'category' | 'text' | 'date' | 'count' | 'constant' | 'empty';

/** What a format lacks for a text to be a number. */
export type Lacking = 'signs' | 'thousands' | 'decimal' | 'signs and thousands';

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Rows in which it is known. */
  readonly known: number;
  readonly missing: number;
  /** Different values; null where they are more than `mostValues`. */
  readonly distinct: number | null;
  /** Of a column in which every known cell is a number. */
  readonly numbers: { readonly mean: number; readonly min: number; readonly max: number } | null;
  /** The most frequent values first, at most three, with their counts; where `distinct` is known. */
  readonly top: readonly (readonly [value: string, count: number])[];
  /** Its values in the order of their codes, from code 1 on; empty where `distinct` is null. */
  readonly values: readonly string[];
  /** The first cell that is no number, where most are, or would be in another format. */
  readonly odd: {
    readonly line: number;
    readonly text: string;
    readonly count: number;
    /** What of the format would make it a number; null where nothing known would. */
    readonly lacking: Lacking | null;
  } | null;
  /** Words that were read as missing, the most frequent first, with their counts; empty cells are none. */
  readonly gaps: readonly (readonly [word: string, count: number])[];
  /** The first integer that a float64 cannot hold, so that it is another as a number. */
  readonly rounded: { readonly line: number; readonly text: string } | null;
}

/** A file, and the way in which it is read. */
export interface TableReading {
  readonly sha256: string;
  readonly csv: Partial<CsvSettings>;
}

/** What is known of a table without its data. */
export interface TableInfo {
  readonly format: 1 | 2;
  /** Of the file, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The file's name. */
  readonly title: string;
  readonly bytes: number;
  readonly csv: CsvSettings;
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  /** The first rows as they are written. */
  readonly preview: readonly (readonly string[])[];
  /** Rows with more cells than the table has columns: left out. */
  readonly ragged: { readonly count: number; readonly line: number; readonly cells: number } | null;
  /** Rows with fewer cells: the last ones are taken to be empty. */
  readonly short: { readonly count: number; readonly line: number } | null;
  /** Where the file could be read in another way; empty where it could not, or the way was told. */
  readonly doubts: readonly Doubt[];
  /** Milliseconds since 1970. */
  readonly importedAt: number;
}

/** One column's data; both null where nothing can be made of it. */
export interface ColumnData {
  /** [rows], NaN where missing; null where a cell is no number. */
  readonly numbers: Float64Array | null;
  /** [rows], 0 where missing, else 1 + the index into the summary's values; null where too many. */
  readonly codes: Uint16Array | null;
}

export interface OwnTable {
  readonly info: TableInfo;
  readonly columns: readonly ColumnData[];
}

/** Values of a column that are told apart: as many as there may be classes. */
export const maxValues = 256;
/** A category with more values is ticked by a person or not at all: each value becomes an input. */
export const maxCategories = 20;
