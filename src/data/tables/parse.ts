/** Parses a CSV file into a table, chunk by chunk. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { limits } from '../../document/limits.ts';
import type { CsvSettings } from '../../document/table.ts';
import { LabError, throwIfAborted } from '../../base/errors.ts';
import { ColumnBuilder } from './column-builder.ts';
import type { Doubt } from '../../protocol/table-doubts.ts';
import type { FormatGuess } from './guess/format.ts';
import { fitted, OtherEncoding, TableRows, type RowTaker } from './table-rows.ts';
import type { OwnTable } from '../../protocol/table.ts';

export interface ParseOptions {
  /** The file's name. */
  readonly title: string;
  /** Settings that are given and need no guessing. */
  readonly csv?: Partial<CsvSettings>;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read, after every chunk of the file. */
  readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
  /** The guessed format, as soon as it is known, even if reading fails later. */
  readonly onFormat?: ((csv: CsvSettings) => void) | undefined;
}

const previewRows = 8;
/** If more than this share of rows has another length, the guessed format is wrong. */
const maxRagged = 0.1;

const wrong = (message: string): LabError => new LabError('table-format', message);

/**
 * Reads the whole file once, or twice if a late byte shows that it is not UTF-8. Blank lines are skipped;
 * rows with too few cells are padded with empty ones; rows with too many are left out and counted, up to a
 * tenth of all. Throws LabError `table-format` that names the file, the line,
 * what was wanted and found, and `aborted`.
 */
export async function parseTable(file: Blob, options: ParseOptions): Promise<OwnTable> {
  try {
    return await readOnce(file, options);
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error;
    return readOnce(file, { ...options, csv: { ...options.csv, encoding: 'windows-1252' } });
  }
}

async function readOnce(file: Blob, options: ParseOptions): Promise<OwnTable> {
  const { title, signal, onProgress } = options;
  const table = new TableBuilder(title, options.onFormat);
  const rows = new TableRows(title, options.csv ?? {}, table);
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let loaded = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      throwIfAborted(signal);
      if (done) break;
      hash.update(value);
      rows.bytes(value);
      loaded += value.length;
      onProgress?.(loaded, file.size);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  rows.finish();
  return table.finish(bytesToHex(hash.digest()), file.size);
}

/** Passes the cells to the columns. */
class TableBuilder implements RowTaker {
  readonly #title: string;
  readonly #onFormat: ParseOptions['onFormat'];
  #csv: CsvSettings | null = null;
  #doubts: readonly Doubt[] = [];
  #columns: readonly ColumnBuilder[] = [];
  #rows = 0;
  #ragged: { count: number; line: number; cells: number } | null = null;
  #short: { count: number; line: number } | null = null;
  readonly #preview: string[][] = [];

  constructor(title: string, onFormat: ParseOptions['onFormat']) {
    this.#title = title;
    this.#onFormat = onFormat;
  }

  format(guess: FormatGuess): FormatGuess {
    this.#csv = guess.csv;
    this.#doubts = guess.doubts;
    this.#onFormat?.(guess.csv);
    return guess;
  }

  begin(names: readonly string[], line: number, csv: CsvSettings): void {
    const width = names.length;
    if (width > limits.features) {
      throw wrong(
        `“${this.#title}”, line ${line}: wanted at most ${limits.features} columns, found ${width}.`,
      );
    }
    if (width < 2) {
      throw wrong(
        `“${this.#title}”, line ${line}: wanted two columns or more (one to predict, one to learn from), found one. Is the separator another character?`,
      );
    }
    this.#columns = names.map((name) => new ColumnBuilder(name, csv));
  }

  row(row: string[], line: number, csv: CsvSettings): void {
    const columns = this.#columns;
    if (!this.#fits(row, line, csv)) return;
    this.#rows += 1;
    if (this.#rows > limits.samples || this.#rows * columns.length > limits.cells) {
      throw wrong(
        `“${this.#title}”, line ${line}: wanted at most ${limits.samples} rows and ${limits.cells} cells, found more.`,
      );
    }
    if (this.#rows <= previewRows) this.#preview.push(row.map((cell) => cell.slice(0, 60)));
    for (let at = 0; at < columns.length; at++) columns[at]!.add(row[at]!, line);
  }

  finish(hash: string, bytes: number): OwnTable {
    const columns = this.#columns;
    this.#checkRagged(maxRagged);
    if (this.#rows < 2) {
      throw wrong(
        `“${this.#title}” has ${this.#rows === 0 ? 'no row' : 'one row'} of values${this.#csv?.header === true ? ' below its header' : ''}: wanted two or more.`,
      );
    }
    const finished = columns.map((column) => column.finish());
    return {
      info: {
        format: 2,
        sha256: hash,
        title: this.#title.slice(0, limits.name) || 'table',
        bytes,
        csv: this.#csv!,
        rows: this.#rows,
        columns: finished.map(({ summary }) => summary),
        preview: this.#preview,
        ragged: this.#ragged,
        short: this.#short,
        doubts: this.#doubts,
        importedAt: Date.now(),
      },
      columns: finished.map(({ data }) => data),
    };
  }

  #fits(row: string[], line: number, csv: CsvSettings): boolean {
    const fit = fitted(row, this.#columns.length, csv);
    if (fit === 'short') {
      this.#short ??= { count: 0, line };
      this.#short.count += 1;
    }
    if (fit !== null) return true;
    this.#ragged ??= { count: 0, line, cells: row.length };
    this.#ragged.count += 1;
    if (this.#rows + this.#ragged.count >= 1000) this.#checkRagged(0.5);
    return false;
  }

  #checkRagged(most: number): void {
    const ragged = this.#ragged;
    if (ragged === null || ragged.count <= (ragged.count + this.#rows) * most) return;
    throw wrong(
      `“${this.#title}”, line ${ragged.line}: wanted ${this.#columns.length} cells as in the first row, found ${ragged.cells} (in ${ragged.count} rows). Is the separator another character?`,
    );
  }
}
