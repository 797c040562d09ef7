/** Splits a file's text into rows of cells, chunk by chunk, with the line at which each begins. */
import Papa from 'papaparse';
import type { CsvSettings } from '../../document/table.ts';
import { LabError } from '../../base/errors.ts';

export type RowFormat = Pick<CsvSettings, 'delimiter' | 'skip' | 'comment' | 'wrapped'>;

export type Rows = readonly (readonly string[])[];

export interface RowPlace {
  /** The line at which the row begins, from 1 on. */
  readonly line: number;
  /** The row's lines as in the file, if it has more than one. */
  readonly lines: readonly string[] | null;
}

export type TakeRow = (cells: string[], place: RowPlace) => void;

/** Maximum characters of a row: an unclosed quote would otherwise swallow the file. */
const longestRow = 1 << 22;

/** "\r\n" and "\r" as "\n"; a "\r" at the very end is left for the text that follows. */
export const withPlainLines = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n|\r(?!$)/g, '\n') : text;

export class RowReader {
  readonly #title: string;
  readonly #format: RowFormat;
  readonly #spaced: RegExp | null;
  /** Text that is not a whole row yet. */
  #rest = '';
  /** Where the rest begins, from 1 on. */
  #line = 1;
  #skipped = 0;

  /** @param title the file's name, for error messages */
  constructor(title: string, format: RowFormat) {
    this.#title = title;
    this.#format = format;
    this.#spaced = format.delimiter === ' ' ? null : spacesBeforeQuotes(format.delimiter);
  }

  /** Where what is read next begins, from 1 on. */
  get line(): number {
    return this.#line;
  }

  /**
   * Reads the next chunk. Blank lines, comments and skipped lines give no rows. Throws LabError
   * `table-format` with the line at which a quote is broken beyond repair.
   * @param text lines separated by "\n", cut anywhere @param last whether it is the end of the file
   */
  push(text: string, last: boolean, take: TakeRow): void {
    this.#rest += text;
    this.#skip(last);
    const whole = last ? this.#rest.length : this.#rest.lastIndexOf('\n') + 1;
    const lines = this.#rest.slice(0, whole);
    if (this.#format.delimiter === ' ' || this.#format.wrapped) {
      this.#rest = this.#rest.slice(whole);
      this.#byLine(lines, take);
    } else {
      const done = this.#byQuotes(lines, last, take);
      this.#rest = done.left + this.#rest.slice(whole);
    }
    if (this.#rest.length > longestRow) {
      throw this.#wrong(
        this.#line,
        `a row of more than ${longestRow} characters. Is a quote (") not closed, or is this not a CSV file?`,
      );
    }
  }

  #wrong(line: number, what: string): LabError {
    return new LabError('table-format', `“${this.#title}”, line ${line}: ${what}`);
  }

  #skip(last: boolean): void {
    while (this.#skipped < this.#format.skip) {
      const end = this.#rest.indexOf('\n');
      if (end === -1 && !last) return;
      this.#rest = end === -1 ? '' : this.#rest.slice(end + 1);
      this.#skipped += 1;
      this.#line += 1;
      if (end === -1) return;
    }
  }

  /** Rows that are lines: separated by spaces, or each in one quoted cell. */
  #byLine(lines: string, take: TakeRow): void {
    const { delimiter, comment, wrapped } = this.#format;
    for (const written of linesOf(lines)) {
      const line = wrapped ? unwrapped(written) : written;
      const place = { line: this.#line, lines: null };
      this.#line += 1;
      if (line.trim() === '' || (comment !== '' && line.startsWith(comment))) continue;
      const cells = delimiter === ' ' ? wordsOf(line) : this.#cellsOf(line, place.line);
      take(cells, place);
    }
  }

  #cellsOf(line: string, at: number): string[] {
    const cells = lineCells(line, this.#format.delimiter);
    if (cells === null) throw this.#unclosed(at);
    return cells;
  }

  #unclosed(line: number): LabError {
    return this.#wrong(
      line,
      'a quote (") is opened and never closed. Close it, or write a quote inside a quoted cell twice ("").',
    );
  }

  /** Rows that may have line breaks inside quotes. @returns text that is not a whole row yet */
  #byQuotes(text: string, last: boolean, take: TakeRow): { readonly left: string } {
    let left =
      this.#spaced !== null && text.includes('"') ? text.replace(this.#spaced, '$1') : text;
    while (left !== '') {
      const broken = this.#parse(left, last, take);
      left = left.slice(broken.read);
      if (!broken.quote) break;
      // Read one line separately, so that its quote does not swallow those below.
      const end = left.indexOf('\n');
      const line = end === -1 ? left : left.slice(0, end);
      take(this.#cellsOf(line, this.#line), { line: this.#line, lines: null });
      this.#line += 1;
      left = end === -1 ? '' : left.slice(end + 1);
    }
    return { left: last ? '' : left };
  }

  /** Reads rows up to the first whose quotes are broken. */
  #parse(
    text: string,
    last: boolean,
    take: TakeRow,
  ): { readonly read: number; readonly quote: boolean } {
    const { delimiter, comment } = this.#format;
    let read = 0;
    const state = { quote: false };
    const parser = new Papa.Parser({
      delimiter,
      newline: '\n',
      quoteChar: '"',
      comments: comment === '' ? false : comment,
      step: ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) => {
        if (errors.length > 0) {
          state.quote = true;
          parser.abort();
          return;
        }
        const raw = text.slice(read, meta.cursor);
        read = meta.cursor;
        this.#give(data[0] ?? [], raw, take);
      },
    });
    const { errors, meta } = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    if (!state.quote && errors.length === 0) {
      // Comments after the last row give no row.
      return { read: last ? text.length : Math.max(read, meta.cursor), quote: false };
    }
    // Skip comments above the broken row.
    for (const line of linesOf(text.slice(read))) {
      if (line.trim() !== '' && !(comment !== '' && line.startsWith(comment))) break;
      read += line.length + 1;
      this.#line += 1;
    }
    return { read, quote: true };
  }

  #give(cells: string[], raw: string, take: TakeRow): void {
    const { comment } = this.#format;
    let from = 0;
    while (comment !== '' && raw.startsWith(comment, from)) {
      from = raw.indexOf('\n', from) + 1;
      this.#line += 1;
      if (from === 0) return;
    }
    const line = this.#line;
    let breaks = 0;
    for (let at = raw.indexOf('\n', from); at !== -1; at = raw.indexOf('\n', at + 1)) breaks += 1;
    this.#line += breaks;
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    // The parser does not see a quoted cell after spaces: an empty one stays two quotes.
    if (raw.includes(' ""')) {
      cells.forEach((cell, at) => {
        if (/^\s+""$/.test(cell)) cells[at] = '';
      });
    }
    const many = breaks > 1 || (breaks === 1 && !raw.endsWith('\n'));
    take(cells, { line, lines: many ? linesOf(raw.slice(from)) : null });
  }
}

/** The lines of a text, without an empty one after the last break. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * Spaces between a delimiter and a quote that opens a cell. A quote inside a quoted cell is doubled, so a
 * single quote after a delimiter opens a cell, or closes one that ends in spaces, which do not matter.
 */
function spacesBeforeQuotes(delimiter: CsvSettings['delimiter']): RegExp {
  const sign = delimiter === '|' ? String.raw`\|` : delimiter;
  const space = delimiter === '\t' ? ' ' : String.raw`[ \t]`;
  return new RegExp(String.raw`(^|\n|${sign})${space}+(?="[^"])`, 'g');
}

/** Cells separated by spaces; quoted cells may contain spaces. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?<!\S)"((?:[^"]|"")*)"(?=\s|$)|\S+/g), ([word, quoted]) =>
    quoted === undefined ? word : quoted.replaceAll('""', '"'),
  );
}

const inOneCell = /^\s*"((?:[^"]|"")*)"[;,\t\s]*$/;

/** The content of a line that is one quoted cell; the line itself otherwise. */
function unwrapped(line: string): string {
  const inner = inOneCell.exec(line)?.[1];
  return inner === undefined ? line : inner.replaceAll('""', '"');
}

/** Whether a line is one quoted cell that contains the delimiter. */
export const isWrapped = (line: string, delimiter: string): boolean =>
  inOneCell.exec(line)?.[1]?.includes(delimiter) === true;

/**
 * The cells of one line with possibly malformed quotes: text after a closing quote belongs to the cell, so
 * `"Ann" A` is Ann A, as in pandas. Null if a quote is never closed.
 */
function lineCells(line: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let cell = '';
  let [quoted, begun] = [false, false];
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (line[at + 1] === '"') cell += line[at++]!;
      else quoted = false;
    } else if (character === delimiter) {
      cells.push(cell);
      [cell, begun] = ['', false];
    } else if (character === '"' && !begun) {
      [quoted, begun] = [true, true];
    } else {
      cell += character;
      begun ||= character !== ' ';
    }
  }
  cells.push(cell);
  return quoted ? null : cells;
}

/** The first rows of a text of whole lines, up to the first broken quote. */
export function firstRows(text: string, format: RowFormat, most: number): Rows {
  const rows: string[][] = [];
  const reader = new RowReader('', format);
  try {
    // Some lines at a time, so that reading stops once there are enough rows.
    for (let at = 0; at < text.length && rows.length < most; at += 1 << 14) {
      const last = at + (1 << 14) >= text.length;
      reader.push(text.slice(at, at + (1 << 14)), last, (cells) => rows.push(cells));
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
  return rows.slice(0, most);
}
