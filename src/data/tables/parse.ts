/** Parses a CSV file into a table, chunk by chunk. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { limits } from '../../document/limits.ts';
import type { CsvSettings } from '../../document/table.ts';
import { guessEncoding, scanUtf8, type Encoding } from '../../document/text.ts';
import { LabError, throwIfAborted } from '../../base/errors.ts';
import { ColumnBuilder } from './column-builder.ts';
import type { Doubt } from '../../protocol/table-doubts.ts';
import { guessFormat } from './guess/format.ts';
import { sampleRows, widthOf } from './guess/layout.ts';
import { columnNames, namesOf } from './names.ts';
import { numberIn } from './numbers.ts';
import { firstRows, RowReader, withPlainLines, type RowPlace } from './rows.ts';
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

/** Characters by which the format is guessed. */
const sampleLength = 1 << 17;
const previewRows = 8;
/** If more than this share of rows has another length, the guessed format is wrong. */
const maxRagged = 0.1;

const wrong = (message: string): LabError => new LabError('table-format', message);

/** Thrown at a byte that is invalid in the guessed encoding but valid in a legacy one. */
class OtherEncoding extends Error {}

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
  const rows = new TableParser(title, options.csv ?? {}, options.onFormat);
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

/** Decodes bytes, splits them into rows, and passes the cells to the columns. */
class TableParser {
  readonly #title: string;
  readonly #given: Partial<CsvSettings>;
  readonly #onFormat: ParseOptions['onFormat'];
  /** The first bytes, until there are enough to guess the encoding. */
  #first: Uint8Array<ArrayBuffer> | null = new Uint8Array();
  #decoder: TextDecoder | null = null;
  /** Whether a multi-byte character was found, and the last bytes of the previous chunk. */
  #multibyte = false;
  #tail: Uint8Array<ArrayBuffer> = new Uint8Array();
  #csv: CsvSettings | null = null;
  #doubts: readonly Doubt[] = [];
  #reader: RowReader | null = null;
  #columns: ColumnBuilder[] | null = null;
  /** Width of the first rows, see widthOf, and whether each begins with a unique row name. */
  #width = { cells: 0, filled: 0, named: false };
  /** Text not read yet; a "\r" may only be at its end. */
  #rest = '';
  #rows = 0;
  #ragged: { count: number; line: number; cells: number } | null = null;
  #short: { count: number; line: number } | null = null;
  readonly #preview: string[][] = [];

  constructor(title: string, given: Partial<CsvSettings>, onFormat: ParseOptions['onFormat']) {
    this.#title = title;
    this.#given = given;
    this.#onFormat = onFormat;
  }

  bytes(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#first !== null) {
      const joined = new Uint8Array(this.#first.length + bytes.length);
      joined.set(this.#first);
      joined.set(bytes, this.#first.length);
      this.#first = joined;
      if (joined.length < sampleLength) return;
      this.#first = null;
      this.#begin(joined, false);
      return;
    }
    this.#take(bytes);
  }

  finish(hash: string, bytes: number): OwnTable {
    if (this.#first !== null) {
      const all = this.#first;
      this.#first = null;
      this.#begin(all, true);
    }
    this.#text(this.#decoded(null));
    if (this.#csv === null) {
      if (this.#rest.trim() === '') {
        throw wrong(`“${this.#title}” is empty: wanted rows of values.`);
      }
      this.#guess(true);
    }
    this.#read(true);
    const columns = this.#columns ?? [];
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

  #begin(bytes: Uint8Array<ArrayBuffer>, last: boolean): void {
    const encoding = this.#given.encoding ?? guessEncoding(bytes);
    this.#decoder = new TextDecoder(encoding, { fatal: true });
    this.#take(bytes);
    if (!last && this.#csv === null && this.#rest.length >= sampleLength) this.#guess(false);
  }

  #take(bytes: Uint8Array<ArrayBuffer>): void {
    const text = this.#decoded(bytes);
    // Fewer characters than bytes: some have several bytes, or one is cut in two.
    if (text.length < bytes.length) this.#multibyte ||= this.#isWide(bytes);
    this.#tail = bytes.slice(-3);
    this.#text(text);
    if (this.#csv === null && this.#rest.length >= sampleLength) this.#guess(false);
    if (this.#csv !== null) this.#read(false);
  }

  /** Whether a chunk has a multi-byte character before the first invalid byte. */
  #isWide(bytes: Uint8Array<ArrayBuffer>): boolean {
    const start = this.#tail.findIndex((byte) => byte >= 0xc0);
    const cut = start === -1 ? new Uint8Array() : this.#tail.subarray(start);
    const joined = new Uint8Array(cut.length + bytes.length);
    joined.set(cut);
    joined.set(bytes, cut.length);
    return scanUtf8(joined).wide;
  }

  #decoded(bytes: Uint8Array<ArrayBuffer> | null): string {
    const decoder = this.#decoder;
    try {
      if (bytes === null) return decoder?.decode() ?? '';
      return decoder?.decode(bytes, { stream: true }) ?? '';
    } catch {
      // Without any sign of UTF-8 so far, the file has a legacy encoding; otherwise it is damaged.
      const isUtf8 = decoder?.encoding === 'utf-8';
      const wide = this.#multibyte || (isUtf8 && bytes !== null && this.#isWide(bytes));
      if (this.#given.encoding === undefined && isUtf8 && !wide) throw new OtherEncoding();
      throw wrong(
        `“${this.#title}”, after line ${this.#reader?.line ?? 1}: a byte is not ${decoder?.encoding ?? 'utf-8'} text. Choose another encoding, such as windows-1252.`,
      );
    }
  }

  #text(text: string): void {
    if (text.includes('\0')) {
      throw wrong(
        `“${this.#title}”, after line ${this.#reader?.line ?? 1}: wanted text, found a zero byte. This is not a CSV file, or it has another encoding; save a spreadsheet as CSV first.`,
      );
    }
    // A "\r" left at the end may belong to a following "\n".
    this.#rest = this.#rest.endsWith('\r')
      ? this.#rest.slice(0, -1) + withPlainLines(`\r${text}`)
      : this.#rest + withPlainLines(text);
  }

  #guess(last: boolean): void {
    const text = last ? this.#rest.replace(/\r$/, '\n') : this.#rest.slice(0, sampleLength);
    // The last line may not be whole.
    const end = last ? -1 : text.lastIndexOf('\n');
    const sample = end === -1 ? text : text.slice(0, end + 1);
    const encoding = (this.#decoder?.encoding ?? 'utf-8') as Encoding;
    const { csv, doubts } = guessFormat(sample, this.#given, encoding);
    this.#csv = csv;
    this.#onFormat?.(csv);
    this.#doubts = doubts;
    const all = firstRows(sample, csv, sampleRows);
    const rows = csv.header && all.length > 1 ? all.slice(1) : all;
    const width = widthOf(rows);
    const named =
      rows.every(({ length }) => length === width.cells) &&
      new Set(rows.map(([first]) => first)).size === rows.length;
    this.#width = { ...width, named };
    this.#reader = new RowReader(this.#title, csv);
  }

  #read(last: boolean): void {
    const csv = this.#csv!;
    let text = last ? this.#rest.replace(/\r$/, '\n') : this.#rest;
    this.#rest = '';
    if (!last && text.endsWith('\r')) {
      text = text.slice(0, -1);
      this.#rest = '\r';
    }
    this.#reader!.push(text, last, (cells, place) => this.#row(cells, place, csv));
  }

  #row(row: string[], place: RowPlace, csv: CsvSettings): void {
    const { line } = place;
    if (this.#columns === null) {
      this.#startTable(row, csv, line);
      if (csv.header) return;
    }
    const columns = this.#columns!;
    this.#checkSwallowed(row, place, csv);
    if (!this.#fits(row, columns.length, line, csv)) return;
    this.#rows += 1;
    if (this.#rows > limits.samples || this.#rows * columns.length > limits.cells) {
      throw wrong(
        `“${this.#title}”, line ${line}: wanted at most ${limits.samples} rows and ${limits.cells} cells, found more.`,
      );
    }
    if (this.#rows <= previewRows) this.#preview.push(row.map((cell) => cell.slice(0, 60)));
    for (let at = 0; at < columns.length; at++) columns[at]!.add(row[at]!, line);
  }

  /** Pads a short row and trims empty cells at the end of a long one; false if it is not a row of the table. */
  #fits(row: string[], width: number, line: number, csv: CsvSettings): boolean {
    // A note such as "Source: the office" below the rows is not a row.
    const note = row.length === 1 && width >= 3 && /\S[\s:]+\S/.test(row[0]!);
    if (row.length < width && csv.rules !== 1 && !note) {
      this.#short ??= { count: 0, line };
      this.#short.count += 1;
      while (row.length < width) row.push('');
    }
    while (csv.rules !== 1 && row.length > width && row.at(-1)!.trim() === '') row.pop();
    if (row.length === width) return true;
    this.#ragged ??= { count: 0, line, cells: row.length };
    this.#ragged.count += 1;
    if (this.#rows + this.#ragged.count >= 1000) this.#checkRagged(0.5);
    return false;
  }

  #startTable(row: readonly string[], csv: CsvSettings, line: number): void {
    const { cells, filled, named } = this.#width;
    // A header may lack columns that are empty in all rows, or a name for the row names.
    const lacksFirst = named && row.length === cells - 1 && filled === cells;
    const marked = row.length === cells + 1 && row[0]!.trim() === '#';
    const ofHeader = lacksFirst || marked ? cells : row.length;
    const guessed = csv.header ? ofHeader : Math.max(row.length, cells);
    const width = csv.rules === 1 ? row.length : guessed;
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
    const names = columnNames(namesOf(csv.header ? row : null, width));
    this.#columns = names.map((name) => new ColumnBuilder(name, csv));
  }

  /** Detects an unclosed quote that ends at the next quote and so swallowed whole rows. */
  #checkSwallowed(row: readonly string[], { line, lines }: RowPlace, csv: CsvSettings): void {
    if (lines === null || row.length < 3) return;
    const numeric = (cells: readonly string[]) =>
      cells.map((cell) => !Number.isNaN(numberIn(cell.replaceAll('"', '').trim(), csv)));
    const wanted = numeric(row);
    if (!wanted.includes(true)) return;
    const rows = lines.map((each) => each.split(csv.delimiter));
    const alike = rows.every((cells) => {
      const found = numeric(cells);
      return cells.length === row.length && wanted.every((is, at) => !is || found[at]!);
    });
    if (!alike) return;
    throw wrong(
      `“${this.#title}”, line ${line}: a quoted cell continues to line ${line + lines.length - 1} and contains what look like whole rows. Is a quote (") missing or extra at line ${line}?`,
    );
  }

  #checkRagged(most: number): void {
    const ragged = this.#ragged;
    if (ragged === null || ragged.count <= (ragged.count + this.#rows) * most) return;
    throw wrong(
      `“${this.#title}”, line ${ragged.line}: wanted ${this.#columns?.length ?? 0} cells as in the first row, found ${ragged.cells} (in ${ragged.count} rows). Is the separator another character?`,
    );
  }
}
