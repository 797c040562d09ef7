/** Where a file can be read in two ways: what is uncertain, and both readings of the first rows. */
import type { CsvSettings } from '../document/table.ts';

/** The first rows of a file under one way of reading it. */
export interface Reading {
  readonly csv: CsvSettings;
  readonly names: readonly string[];
  /** [rows][columns]: numbers as parsed, texts as written. */
  readonly rows: readonly (readonly string[])[];
}

export interface Doubt {
  /** Which settings the two ways differ in. */
  readonly about: 'encoding' | 'delimiter' | 'header' | 'numbers';
  /** What is uncertain, as a sentence. */
  readonly why: string;
  /** The way that was taken. */
  readonly taken: Reading;
  readonly other: Reading;
}
