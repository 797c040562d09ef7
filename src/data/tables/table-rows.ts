/** Reads a CSV file chunk by chunk: decodes its bytes, guesses its format, and gives its rows. */
import type { CsvSettings } from '../../document/table.ts';
import { guessEncoding, scanUtf8, type Encoding } from '../../document/text.ts';
import { LabError } from '../../base/errors.ts';
import { guessFormat, type FormatGuess } from './guess/format.ts';
import { sampleRows, widthOf } from './guess/layout.ts';
import { columnNames, namesOf } from './names.ts';
import { numberIn } from './numbers.ts';
import { firstRows, RowReader, withPlainLines, type RowPlace } from './rows.ts';

/** Characters by which the format is guessed. */
const sampleLength = 1 << 17;

const wrong = (message: string): LabError => new LabError('table-format', message);

/** Thrown at a byte that is invalid in the guessed encoding but valid in a legacy one. */
export class OtherEncoding extends Error {}

/** What a table's reader does with what it reads. */
export interface RowTaker {
  /** The format, before any row. The result is used, so that a doubt may be settled here. */
  format(guess: FormatGuess): FormatGuess;
  /** The columns' names, before any row of values. @param line of the first row */
  begin(names: readonly string[], line: number, csv: CsvSettings): void;
  /** A row of values; see `fitted` for one with another number of cells. */
  row(cells: string[], line: number, csv: CsvSettings): void;
}

export class TableRows {
  readonly #title: string;
  readonly #given: Partial<CsvSettings>;
  readonly #taker: RowTaker;
  /** The first bytes, until there are enough to guess the encoding. */
  #first: Uint8Array<ArrayBuffer> | null = new Uint8Array();
  #decoder: TextDecoder | null = null;
  /** Whether a multi-byte character was found, and the last bytes of the previous chunk. */
  #multibyte = false;
  #tail: Uint8Array<ArrayBuffer> = new Uint8Array();
  #csv: CsvSettings | null = null;
  #reader: RowReader | null = null;
  #begun = false;
  /** Width of the first rows, see widthOf, and whether each begins with a unique row name. */
  #width = { cells: 0, filled: 0, named: false };
  /** Text not read yet; a "\r" may only be at its end. */
  #rest = '';

  /** @param title the file's name, for messages @param given settings that need no guessing */
  constructor(title: string, given: Partial<CsvSettings>, taker: RowTaker) {
    this.#title = title;
    this.#given = given;
    this.#taker = taker;
  }

  /**
   * Reads the next chunk. Throws LabError `table-format` that names the file and the line, and OtherEncoding before
   * anything of the chunk is read: then start again with the encoding windows-1252, or go on by `readAsLegacy`.
   */
  bytes(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#first === null) {
      this.#take(bytes);
      return;
    }
    const joined = new Uint8Array(this.#first.length + bytes.length);
    joined.set(this.#first);
    joined.set(bytes, this.#first.length);
    this.#first = joined;
    if (joined.length < sampleLength) return;
    this.#first = null;
    this.#begin(joined, false);
  }

  /**
   * Goes on in windows-1252 after OtherEncoding, for a file that cannot be read a second time. All text so far is
   * ASCII, which both encodings share; `bytes` or `finish` is to be called again.
   */
  readAsLegacy(): void {
    // What the old decoder holds back: the beginning of what looked like a character of several bytes.
    const at = this.#tail.findIndex((byte) => byte >= 0x80);
    const held = at === -1 ? new Uint8Array() : this.#tail.slice(at);
    this.#tail = new Uint8Array();
    this.#decoder = new TextDecoder('windows-1252', { fatal: true });
    this.#text(this.#decoded(held));
  }

  /** Reads the end of the file. Throws like `bytes`, also for a file without text. */
  finish(): void {
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
    this.#tail = lastBytes(this.#tail, bytes);
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
    const { csv } = this.#taker.format(guessFormat(sample, this.#given, encoding));
    this.#csv = csv;
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
    if (!this.#begun) {
      this.#begun = true;
      this.#taker.begin(this.#names(row, csv), place.line, csv);
      if (csv.header) return;
    }
    this.#checkSwallowed(row, place, csv);
    this.#taker.row(row, place.line, csv);
  }

  #names(row: readonly string[], csv: CsvSettings): readonly string[] {
    const { cells, filled, named } = this.#width;
    // A header may lack columns that are empty in all rows, or a name for the row names.
    const lacksFirst = named && row.length === cells - 1 && filled === cells;
    const marked = row.length === cells + 1 && row[0]!.trim() === '#';
    const ofHeader = lacksFirst || marked ? cells : row.length;
    const guessed = csv.header ? ofHeader : Math.max(row.length, cells);
    const width = csv.rules === 1 ? row.length : guessed;
    return columnNames(namesOf(csv.header ? row : null, width));
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
}

/** The last three bytes of a text that continues, at most as many as a cut character has. */
function lastBytes(
  before: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (bytes.length >= 3) return bytes.slice(-3);
  return Uint8Array.from([...before, ...bytes].slice(-3));
}

/**
 * Makes a row as wide as the table in place: pads a short one with empty cells, and takes empty cells off the end of a long
 * one. Null if it is not a row of the table.
 */
export function fitted(row: string[], width: number, csv: CsvSettings): 'whole' | 'short' | null {
  // A note such as "Source: the office" below the rows is not a row.
  const note = row.length === 1 && width >= 3 && /\S[\s:]+\S/.test(row[0]!);
  if (row.length < width && csv.rules !== 1 && !note) {
    while (row.length < width) row.push('');
    return 'short';
  }
  while (csv.rules !== 1 && row.length > width && row.at(-1)!.trim() === '') row.pop();
  return row.length === width ? 'whole' : null;
}
