/** From a file of comma-separated values to a table, a piece at a time. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import Papa from 'papaparse';
import { limits } from '../experiment/limits.ts';
import type { CsvSettings } from '../experiment/table.ts';
import { LabError, throwIfAborted } from '../protocol/errors.ts';
import { ColumnBuilder } from './column-builder.ts';
import { columnNames, guessCsv, guessEncoding, withPlainLines } from './csv-format.ts';
import type { OwnTable } from './types.ts';

export interface ParseOptions {
  /** The file's name. */
  readonly title: string;
  /** What is not to be guessed. */
  readonly csv?: Partial<CsvSettings>;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read, after every piece of the file. */
  readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
}

/** Characters by which the format is guessed. */
const sampleLength = 1 << 17;
/** Characters that no row may exceed: a quote that is never closed would swallow the file. */
const longestRow = 1 << 22;
const previewRows = 8;
/** More rows of another length than this part, and the file is not what it was taken for. */
const mostRagged = 0.1;

const wrong = (message: string): LabError => new LabError('table-format', message);

/**
 * Reads the whole file once. Blank lines are passed over; rows with another number of cells are left
 * out and counted, up to a tenth of all. Throws LabError `table-format` that names the file, the
 * line, what was wanted and found, and `aborted`.
 */
export async function parseTable(file: Blob, options: ParseOptions): Promise<OwnTable> {
  const { title, signal, onProgress } = options;
  const rows = new RowTaker(title, options.csv ?? {});
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
  return rows.finish(bytesToHex(hash.digest()), file.size);
}

/** Takes bytes, finds rows in them, and gives their cells to the columns. */
class RowTaker {
  readonly #title: string;
  readonly #given: Partial<CsvSettings>;
  #decoder: TextDecoder | null = null;
  #csv: CsvSettings | null = null;
  #columns: ColumnBuilder[] | null = null;
  /** What no whole row was made of yet. */
  #rest = '';
  /** Where the next row begins, from 1 on. */
  #line = 1;
  #rows = 0;
  #ragged: { count: number; line: number; cells: number } | null = null;
  readonly #preview: string[][] = [];

  constructor(title: string, given: Partial<CsvSettings>) {
    this.#title = title;
    this.#given = given;
  }

  bytes(bytes: Uint8Array): void {
    this.#decoder ??= new TextDecoder(this.#given.encoding ?? guessEncoding(bytes), {
      fatal: true,
    });
    this.#text(this.#decoded(bytes));
    if (this.#csv !== null || this.#rest.length >= sampleLength) this.#takeRows(false);
  }

  finish(hash: string, bytes: number): OwnTable {
    this.#text(this.#decoded(null));
    if (this.#rest.trim() === '' && this.#csv === null) {
      throw wrong(`${this.#title} is empty: wanted rows of values.`);
    }
    this.#rest = this.#rest.replace(/\r$/, '\n');
    this.#takeRows(true);
    const columns = this.#columns ?? [];
    this.#checkRagged(mostRagged);
    if (this.#rows < 2) {
      throw wrong(
        `${this.#title} has ${this.#rows === 0 ? 'no row' : 'one row'} of values${this.#csv?.header === true ? ' below its header' : ''}: wanted two or more.`,
      );
    }
    const finished = columns.map((column) => column.finish());
    return {
      info: {
        format: 1,
        sha256: hash,
        title: this.#title.slice(0, limits.name) || 'table',
        bytes,
        csv: this.#csv!,
        rows: this.#rows,
        columns: finished.map(({ summary }) => summary),
        preview: this.#preview,
        ragged: this.#ragged,
        importedAt: Date.now(),
      },
      columns: finished.map(({ data }) => data),
    };
  }

  #decoded(bytes: Uint8Array | null): string {
    try {
      if (bytes === null) return this.#decoder?.decode() ?? '';
      return this.#decoder?.decode(bytes, { stream: true }) ?? '';
    } catch {
      throw wrong(
        `${this.#title}, after line ${this.#line}: a byte is not ${this.#decoder?.encoding ?? 'utf-8'} text. Choose another encoding, windows-1252 for instance.`,
      );
    }
  }

  #text(text: string): void {
    if (text.includes('\0')) {
      throw wrong(
        `${this.#title}, after line ${this.#line}: wanted text, found a zero byte. This is no CSV file, or one in another encoding; save a spreadsheet as CSV first.`,
      );
    }
    // A "\r" that was left at the end may belong to the "\n" that comes now.
    this.#rest = this.#rest.endsWith('\r')
      ? this.#rest.slice(0, -1) + withPlainLines(`\r${text}`)
      : this.#rest + withPlainLines(text);
  }

  #takeRows(last: boolean): void {
    const csv = (this.#csv ??= this.#guess());
    const parser = new Papa.Parser({ delimiter: csv.delimiter, newline: '\n', quoteChar: '"' });
    const { data, errors, meta } = parser.parse(this.#rest, 0, !last) as Papa.ParseResult<string[]>;
    const open = errors.find(({ code }) => code === 'MissingQuotes');
    if (open !== undefined && last) {
      throw wrong(
        `${this.#title}: a quote (") is opened and never closed, in the row that begins at line ${this.#lineOf(data, open.row ?? 0)}.`,
      );
    }
    for (const row of data) this.#row(row, csv);
    this.#rest = last ? '' : this.#rest.slice(meta.cursor);
    if (this.#rest.length > longestRow) {
      throw wrong(
        `${this.#title}, line ${this.#line}: a row of more than ${longestRow} characters. Is there a quote (") that is not closed, or is this no CSV file?`,
      );
    }
  }

  #guess(): CsvSettings {
    const { encoding } = this.#decoder ?? { encoding: 'utf-8' };
    // The last line may not be whole.
    const end = this.#rest.length < sampleLength ? -1 : this.#rest.lastIndexOf('\n');
    const sample = end === -1 ? this.#rest : this.#rest.slice(0, end + 1);
    const guessed = guessCsv(sample, this.#given);
    return { ...guessed, encoding: encoding as CsvSettings['encoding'] };
  }

  #lineOf(rows: readonly string[][], at: number): number {
    let line = this.#line;
    for (const row of rows.slice(0, at)) line += 1 + breaksIn(row);
    return line;
  }

  #row(row: string[], csv: CsvSettings): void {
    const line = this.#line;
    this.#line += 1 + breaksIn(row);
    if (row.length === 1 && row[0]!.trim() === '') return;
    if (this.#columns === null) {
      this.#begin(row, csv, line);
      if (csv.header) return;
    }
    const columns = this.#columns!;
    if (row.length !== columns.length) {
      this.#ragged ??= { count: 0, line, cells: row.length };
      this.#ragged.count += 1;
      if (this.#rows + this.#ragged.count >= 1000) this.#checkRagged(0.5);
      return;
    }
    this.#rows += 1;
    if (this.#rows > limits.samples || this.#rows * columns.length > limits.cells) {
      throw wrong(
        `${this.#title}, line ${line}: wanted at most ${limits.samples} rows and ${limits.cells} cells, found more.`,
      );
    }
    if (this.#rows <= previewRows) this.#preview.push(row.map((cell) => cell.slice(0, 60)));
    for (let at = 0; at < columns.length; at++) columns[at]!.add(row[at]!, line);
  }

  #begin(row: readonly string[], csv: CsvSettings, line: number): void {
    if (row.length > limits.features) {
      throw wrong(
        `${this.#title}, line ${line}: wanted at most ${limits.features} columns, found ${row.length}.`,
      );
    }
    if (row.length < 2) {
      throw wrong(
        `${this.#title}, line ${line}: wanted two columns or more (one to predict, one to learn from), found one. Is another character between the cells?`,
      );
    }
    const names = csv.header ? row : row.map(() => '');
    this.#columns = columnNames(names, limits.name).map(
      (name) => new ColumnBuilder(name, csv.decimal),
    );
  }

  #checkRagged(most: number): void {
    const ragged = this.#ragged;
    if (ragged === null || ragged.count <= (ragged.count + this.#rows) * most) return;
    throw wrong(
      `${this.#title}, line ${ragged.line}: wanted ${this.#columns?.length ?? 0} cells as in the first row, found ${ragged.cells}; so it is in ${ragged.count} rows. Is another character between the cells?`,
    );
  }
}

/** Lines inside quoted cells. */
function breaksIn(row: readonly string[]): number {
  let breaks = 0;
  for (const cell of row) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks += 1;
  }
  return breaks;
}
