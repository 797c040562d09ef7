/** A table as it is stored: its description, and its columns as numbers. */
import type { CsvSettings } from '../document/table.ts';
import type { Doubt } from './table-doubts.ts';

/**
 * `number` and `category` columns are features by default; `text` (many values) and `count` (1, 2, 3, …,
 * the row number) only if a person ticks them; `date`, `constant` and `empty` never.
 */
export type ColumnKind = 'number' | 'category' | 'text' | 'date' | 'count' | 'constant' | 'empty';

/** The format setting that would make a text a number. */
export type Lacking = 'signs' | 'thousands' | 'decimal' | 'signs and thousands';

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Rows in which it is known. */
  readonly known: number;
  readonly missing: number;
  /** Different values; null if there are more than `maxValues`. */
  readonly distinct: number | null;
  /** For columns in which every known cell is a number. */
  readonly numbers: { readonly mean: number; readonly min: number; readonly max: number } | null;
  /** The most frequent values, at most three, with their counts; only if `distinct` is known. */
  readonly top: readonly (readonly [value: string, count: number])[];
  /** Its values in the order of their codes, from code 1 on; empty where `distinct` is null. */
  readonly values: readonly string[];
  /** The first cell that is not a number, in a column where most are, or would be in another format. */
  readonly odd: {
    readonly line: number;
    readonly text: string;
    readonly count: number;
    /** The format setting that would make it a number; null if none would. */
    readonly lacking: Lacking | null;
  } | null;
  /** Words read as missing, the most frequent first, with their counts; without empty cells. */
  readonly gaps: readonly (readonly [word: string, count: number])[];
  /** The first integer that float64 cannot represent exactly. */
  readonly rounded: { readonly line: number; readonly text: string } | null;
}

/** A file, and how it is read. */
export interface TableReading {
  readonly sha256: string;
  readonly csv: Partial<CsvSettings>;
}

/** A table's description without its data. */
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
  /** Rows with more cells than columns: left out. */
  readonly ragged: { readonly count: number; readonly line: number; readonly cells: number } | null;
  /** Rows with fewer cells: the missing ones count as empty. */
  readonly short: { readonly count: number; readonly line: number } | null;
  /** Where the file could be read differently; empty if there is no doubt or the setting was given. */
  readonly doubts: readonly Doubt[];
  /** Milliseconds since 1970. */
  readonly importedAt: number;
}

/** One column's data; both null if the column is unusable. */
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

/** Distinct values tracked per column: as many as the maximum number of classes. */
export const maxValues = 256;
/** Columns with more values are features only if a person ticks them: each value becomes an input. */
export const maxCategories = 20;
