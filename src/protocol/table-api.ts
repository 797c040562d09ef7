/** Messages between the page and the worker that reads users' tables. */
import type { CsvSettings } from '../document/table.ts';
import type { TableInfo, TableReading } from './table.ts';
import type { Callback, Outcome } from './worker-api.ts';

export interface ImportRequest {
  /** The file's name. */
  readonly title: string;
  /** Settings that are given and need no guessing. */
  readonly csv: Partial<CsvSettings>;
}

export interface RowCounts {
  /** Rows whose target is known. */
  readonly rows: number;
  /** Those of them in which no chosen column is missing. */
  readonly complete: number;
}

export interface TableApi {
  /** Reads a file and stores it in the database. Reports the bytes read, and the format as soon as it is guessed. */
  importTable(
    file: Blob,
    request: ImportRequest,
    onProgress: Callback<number>,
    onFormat: Callback<CsvSettings>,
  ): Promise<Outcome<TableInfo>>;
  countRows(
    reading: TableReading,
    target: string,
    columns: readonly string[],
  ): Promise<Outcome<RowCounts>>;
}
