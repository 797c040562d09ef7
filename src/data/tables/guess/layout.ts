/** Where the rows of a file begin, and what separates their cells. */
import { comments, delimiters, type CsvSettings } from '../../../document/table.ts';
import { isMissing } from '../cells.ts';
import { numberIn } from '../numbers.ts';
import { firstRows, isWrapped, type Rows } from '../rows.ts';
import { guessNumbers } from './numbers.ts';

/** One way to split a file into cells, and its score. */
export interface Layout {
  readonly delimiter: CsvSettings['delimiter'];
  readonly skip: number;
  readonly comment: CsvSettings['comment'];
  readonly wrapped: boolean;
  /** The first rows, without titles. */
  readonly rows: Rows;
  readonly score: number;
}

export const sampleRows = 200;
/** Maximum number of title lines at the beginning. */
const maxTitles = 60;

type Given = Partial<CsvSettings>;

/** All candidate layouts, the best first; never empty. @param sample lines separated by "\n" */
export function layoutsOf(sample: string, given: Given): readonly Layout[] {
  const named = given.skip === undefined ? separatorLine(sample) : null;
  const told: Given = named === null ? given : { delimiter: named, ...given, skip: 1 };
  const tried = told.delimiter === undefined ? delimiters : [told.delimiter];
  const layouts = tried.map((delimiter) => layoutBy(delimiter, sample, told));
  return layouts.toSorted((a, b) => b.score - a.score);
}

/** Excel's "sep=" line, which names the separator and is not a row. */
function separatorLine(sample: string): CsvSettings['delimiter'] | null {
  const sign = /^"?sep=(.)"?[ \t]*(?:\n|$)/i.exec(sample)?.[1];
  return delimiters.find((each) => each === sign) ?? null;
}

function layoutBy(delimiter: CsvSettings['delimiter'], sample: string, given: Given): Layout {
  const wrapped = given.wrapped ?? looksWrapped(sample, delimiter);
  const { skip, comment } = beginningOf(sample, delimiter, wrapped, given);
  const rows = firstRows(sample, { delimiter, skip, comment, wrapped }, sampleRows);
  // Having to skip title lines counts slightly against a layout.
  const titles = skip > (given.skip ?? 0) ? 0.15 : 0;
  const score = scoreOf(rows, delimiter, given) - titles;
  return { delimiter, skip, comment, wrapped, rows, score };
}

/** Whether nearly every line is one quoted cell that holds the delimiter. */
function looksWrapped(sample: string, delimiter: string): boolean {
  const lines = sample
    .split('\n', sampleRows)
    .filter((line) => line.trim() !== '')
    .slice(0, -1);
  const count = lines.filter((line) => isWrapped(line, delimiter)).length;
  return count >= 2 && count >= lines.length * 0.8;
}

/** Where titles and comments end. */
function beginningOf(
  sample: string,
  delimiter: CsvSettings['delimiter'],
  wrapped: boolean,
  given: Given,
): Pick<Layout, 'skip' | 'comment'> {
  const comment = given.comment ?? commentSign(sample, delimiter, wrapped, given.skip ?? 0);
  if (given.skip !== undefined) return { skip: given.skip, comment };
  if (comment !== '' && given.comment === undefined) {
    const skip = headerInComment(sample, delimiter, comment);
    if (skip !== null) return { skip, comment: '' };
  }
  const rows = firstRows(sample, { delimiter, skip: 0, comment, wrapped }, sampleRows);
  const titles = titleRows(rows);
  return {
    skip: titles === 0 ? 0 : linesAbove(sample, { delimiter, comment, wrapped }, titles),
    comment,
  };
}

/** How many first rows are titles: they have fewer cells, and other rows follow. */
function titleRows(rows: Rows): number {
  const { cells, filled } = widthOf(rows);
  if (cells < 2) return 0;
  const known = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length;
  // A row of names above rows with numbers.
  const isHeader = (at: number): boolean => {
    const row = rows[at];
    if (row === undefined || row.length < Math.min(filled, cells) || known(row) < 2) return false;
    return !row.some(isNumeric) && (rows[at + 1]?.some(isNumeric) ?? false);
  };
  // R writes no header above its row names, which are all different.
  const namesRows = (at: number): boolean => {
    const below = rows.slice(at + 1);
    const names = new Set(below.map(([first]) => first));
    return names.size === below.length && below.every(({ length }) => length === cells);
  };
  const isTitle = (row: readonly string[], at: number): boolean => {
    if (row.every(isNumeric)) return false;
    // A header may lack columns that are empty in all rows.
    if (row.length < filled) {
      return row.length < cells - 1 || leadsTo(isHeader, at + 1) || !namesRows(at);
    }
    return filled >= 3 && known(row) <= (filled >= 5 ? 2 : 1) && leadsTo(isHeader, at + 1);
  };
  const first = rows.findIndex((row, at) => !isTitle(row, at));
  if (first <= 0 || first > maxTitles || rows.length - first < 2) return 0;
  const regular = rows.slice(first).filter(({ length }) => length >= Math.min(filled, cells));
  return regular.length >= (rows.length - first) * 0.9 ? first : 0;
}

/** Whether a header stands at a row or soon after it. */
const leadsTo = (isHeader: (at: number) => boolean, at: number): boolean =>
  Array.from({ length: 6 }, (_, more) => at + more).some((each) => isHeader(each));

const isNumeric = (cell: string): boolean =>
  !Number.isNaN(numberIn(cell.trim(), '.')) || !Number.isNaN(numberIn(cell.trim(), ','));

/** The most common number of cells per row, and how many of these are filled in some row. */
export function widthOf(rows: Rows): { readonly cells: number; readonly filled: number } {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [cells = 0] = [...counts].toSorted(([a, n], [b, m]) => m - n || b - a)[0] ?? [];
  let filled = 0;
  for (const row of rows) {
    if (row.length !== cells) continue;
    for (let at = filled; at < cells; at++) if (row[at]!.trim() !== '') filled = at + 1;
  }
  return { cells, filled };
}

type Shape = Pick<Layout, 'delimiter' | 'comment' | 'wrapped'>;

/** Lines of the file above the row with this index. */
function linesAbove(sample: string, shape: Shape, index: number): number {
  const lines = sample.split('\n');
  for (let skip = index; skip < lines.length; skip++) {
    const rest = lines.slice(0, skip).join('\n');
    if (firstRows(`${rest}\n`, { ...shape, skip: 0 }, index + 1).length === index) return skip;
  }
  return 0;
}

/** The comment sign of lines at the beginning or between the rows. */
function commentSign(
  sample: string,
  delimiter: CsvSettings['delimiter'],
  wrapped: boolean,
  skip: number,
): CsvSettings['comment'] {
  const lines = sample
    .split('\n', sampleRows)
    .slice(skip)
    .filter((line) => line.trim() !== '');
  for (const sign of comments) {
    if (sign === '') continue;
    const marked = lines.filter((line) => line.startsWith(sign));
    if (marked.length === 0 || marked.length > lines.length - 2) continue;
    const others = lines.filter((line) => !line.startsWith(sign)).join('\n');
    const format = { delimiter, skip: 0, comment: '', wrapped } as const;
    const { cells } = widthOf(firstRows(others, format, sampleRows));
    const like = marked.filter((line) => firstRows(line, format, 1)[0]?.length === cells).length;
    // A first column named "#" and cells that begin with the sign are not comments.
    if (like === 0 || (lines[0]!.startsWith(sign) && like < marked.length)) return sign;
    if (like === 1 && marked.length === 1 && /\s/.test(lines[0]!.charAt(sign.length))) return sign;
  }
  return '';
}

/** Lines above the last comment if that names the columns, as NumPy writes it; else null. */
function headerInComment(
  sample: string,
  delimiter: CsvSettings['delimiter'],
  comment: string,
): number | null {
  const lines = sample.split('\n', sampleRows);
  const data = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(comment));
  if (data < 1) return null;
  const format = { delimiter, skip: 0, comment: '', wrapped: false } as const;
  const [names] = firstRows(lines[data - 1]!.slice(comment.length).trimStart(), format, 1);
  const [values] = firstRows(lines[data]!, format, 1);
  if (names === undefined || values === undefined || names.length !== values.length) return null;
  if (names.length < 2) return null;
  const numeric = (cell: string) => !Number.isNaN(numberIn(cell.trim(), '.'));
  return !names.some(numeric) && values.some(numeric) ? data - 1 : null;
}

/**
 * Rows of equal length count most; then numeric columns, which show that cells are split correctly; then
 * the number of columns. Spaces also separate words, so they rank last.
 */
function scoreOf(rows: Rows, delimiter: CsvSettings['delimiter'], given: Given): number {
  const { cells, filled } = widthOf(rows);
  if (cells < 2 || rows.length === 0) return 0;
  const fits = ({ length }: readonly string[]) =>
    length <= cells && length >= Math.min(filled, cells - 1);
  const regular = rows.filter((row) => fits(row)).length / rows.length;
  if (regular < 0.5 || (delimiter === ' ' && regular < 0.95)) return 0.1 * regular;
  const { decimal, thousands } = guessNumbers(rows.slice(1), delimiter, given);
  const format = { decimal, thousands, signs: given.signs ?? false };
  const uncutSigns = uncutSeparators(delimiter);
  let [numeric, known, uncut] = [0, 0, 0];
  for (let at = 0; at < filled; at++) {
    const column = rows
      .slice(1)
      .map((row) => row[at]?.trim() ?? '')
      .filter((cell) => !isMissing(cell));
    if (column.length === 0) continue;
    known += 1;
    const numbers = column.filter((cell) => !Number.isNaN(numberIn(cell, format))).length;
    if (numbers >= column.length * 0.9) numeric += 1;
    else if (column.every((cell) => uncutSigns.test(cell))) uncut += 1;
  }
  const share = known === 0 ? 0 : numeric / known;
  const left = known === 0 ? 0 : (0.6 * uncut) / known;
  return 3 * regular + share - left + 0.02 * Math.min(filled, 10) - (delimiter === ' ' ? 0.3 : 0);
}

/** Signs of other separators inside cells; commas and spaces alone are common in texts. */
const uncutSeparators = (delimiter: string): RegExp =>
  new RegExp(
    `[${[';', '\t', '|'].filter((each) => each !== delimiter).join('')}]|[.,]\\d+ +[-+]?\\d|\\d +[-+]?\\d+[.,]\\d`,
  );
