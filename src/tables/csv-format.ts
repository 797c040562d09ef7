/** How a file is written, from its beginning: encoding, what parts cells, a header, a decimal sign. */
import Papa from 'papaparse';
import { delimiters, type CsvSettings } from '../experiment/table.ts';
import { isMissing, numberIn } from './cells.ts';

export type Encoding = CsvSettings['encoding'];

/** From the mark at its beginning, or from what its bytes can be. @param bytes some first ones */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  try {
    // The end may cut a character in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** "\r\n" and "\r" as "\n"; a "\r" at the very end is left for the text that follows. */
export const withPlainLines = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n|\r(?!$)/g, '\n') : text;

/** Rows of a text of whole lines. */
export const rowsOf = (text: string, delimiter: string, most: number): string[][] =>
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    preview: most,
    skipEmptyLines: true,
  }).data;

const sampleRows = 200;

/** @param sample the beginning of the text, lines parted by "\n" @param given what is known already */
export function guessCsv(
  sample: string,
  given: Partial<CsvSettings>,
): Omit<CsvSettings, 'encoding'> {
  const delimiter = given.delimiter ?? guessDelimiter(sample);
  const rows = rowsOf(sample, delimiter, sampleRows);
  const decimal = given.decimal ?? guessDecimal(rows, delimiter);
  const header = given.header ?? guessHeader(rows, decimal);
  return { delimiter, decimal, header };
}

/** What parts the lines into most cells, as many in each; a comma where nothing does. */
function guessDelimiter(sample: string): CsvSettings['delimiter'] {
  const { meta } = Papa.parse(sample, {
    preview: sampleRows,
    skipEmptyLines: true,
    delimitersToGuess: [...delimiters],
  });
  return delimiters.find((each) => each === meta.delimiter) ?? ',';
}

/** A comma where cells are numbers with one, and fewer with a point. */
function guessDecimal(rows: readonly (readonly string[])[], delimiter: string): '.' | ',' {
  if (delimiter === ',') return '.';
  const cells = rows.flat().map((cell) => cell.trim());
  const commas = cells.filter((cell) => cell.includes(',') && !Number.isNaN(numberIn(cell, ',')));
  const points = cells.filter((cell) => cell.includes('.') && !Number.isNaN(numberIn(cell, '.')));
  return commas.length > points.length ? ',' : '.';
}

/** A first row of names: no cell of it is a number or missing, or there are no other rows. */
function guessHeader(rows: readonly (readonly string[])[], decimal: '.' | ','): boolean {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return true;
  const isNumber = (cell: string) => !Number.isNaN(numberIn(cell.trim(), decimal));
  // An index without a name is common: one empty cell makes no row of data.
  return !first.some(isNumber) && first.filter((cell) => isMissing(cell.trim())).length <= 1;
}

/** Names of the columns: none empty, none twice, none longer than `most` characters. */
export function columnNames(cells: readonly string[], most: number): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const written = cell.trim().slice(0, most);
    const plain = written === '' ? `column ${index + 1}` : written;
    let name = plain;
    for (let number = 2; used.has(name); number++) {
      const ending = ` (${number})`;
      name = plain.slice(0, most - ending.length) + ending;
    }
    used.add(name);
    return name;
  });
}
