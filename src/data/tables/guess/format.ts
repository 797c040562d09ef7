/** Guesses a file's format from its beginning, and where it is ambiguous. */
import type { CsvSettings } from '../../../document/table.ts';
import { isMissing, isMissingNumber, missingRule } from '../cells.ts';
import type { Doubt, Reading } from '../../../protocol/table-doubts.ts';
import { columnNames, namesOf } from '../names.ts';
import type { Lacking } from '../../../protocol/table.ts';
import { formatWith, lackingFor, numberIn, type NumberFormat } from '../numbers.ts';
import { firstRows, type Rows } from '../rows.ts';
import { otherEncoding, recoded } from './alphabet.ts';
import { guessHeader } from './header.ts';
import { layoutsOf, sampleRows, type Layout } from './layout.ts';
import { guessNumbers } from './numbers.ts';

type Given = Partial<CsvSettings>;

export interface FormatGuess {
  readonly csv: CsvSettings;
  readonly doubts: readonly Doubt[];
}

const shownRows = 5;
/** If two separators' scores differ by less than this, the user must decide. */
const closeScores = 0.15;

/** @param sample the beginning of the text, lines separated by "\n" @param given settings already known @param encoding how the text was decoded */
export function guessFormat(
  sample: string,
  given: Given,
  encoding: CsvSettings['encoding'],
): FormatGuess {
  const [best, second] = layoutsOf(sample, given) as readonly [Layout, ...Layout[]];
  const taken = complete(best, given, encoding);
  const doubts: Doubt[] = [];
  const add = (about: Doubt['about'], why: string, other: CsvSettings, text = sample) => {
    doubts.push({ about, why, taken: reading(sample, taken.csv), other: reading(text, other) });
  };
  if (encoding === 'windows-1252' && given.encoding === undefined) {
    const other = otherEncoding(sample);
    if (other !== null) {
      const why = 'Its letters beyond A to Z fit two alphabets.';
      add('encoding', why, { ...taken.csv, encoding: other }, recoded(sample, other));
    }
  }
  // Many tables have spaces between words; that alone is no doubt.
  const spaced = second?.delimiter === ' ';
  if (
    second !== undefined &&
    !spaced &&
    second.score > 2 &&
    best.score - second.score < closeScores
  ) {
    const other = complete(second, given, encoding).csv;
    add('delimiter', 'Two separators fit the rows.', other);
  }
  const { header, numbers } = taken;
  if (header.doubt !== null) {
    const first = taken.csv.header ? 'column names' : 'values';
    const why = `The first row is read as ${first}, but ${header.doubt}.`;
    add('header', why, { ...taken.csv, header: !taken.csv.header });
  }
  if (numbers.other !== null) {
    const { cell, ...other } = numbers.other;
    const why = Number.isNaN(numberIn(cell, taken.csv))
      ? `“${cell}” and similar cells are read as text. Their separator may mark thousands.`
      : `“${cell}” can be two numbers: its separator may mark decimals or thousands.`;
    add('numbers', why, { ...taken.csv, ...other });
  } else {
    const lacking = lackingIn(best.rows, taken.csv);
    if (lacking !== null && !contradicts(lacking.format, given)) {
      const { cell, format } = lacking;
      const why = `“${cell}” and similar cells in its column are read as text. They may be numbers with currency, per cent or thousands signs.`;
      add('numbers', why, { ...taken.csv, ...format });
    }
  }
  return { csv: taken.csv, doubts };
}

function complete(layout: Layout, given: Given, encoding: CsvSettings['encoding']) {
  const { delimiter, skip, comment, wrapped, rows } = layout;
  const numbers = guessNumbers(rows.slice(1), delimiter, given);
  const { decimal, thousands } = numbers;
  const signs = given.signs ?? false;
  const missing = given.missing ?? null;
  const rule = missingRule(missing);
  const guessed = guessHeader(rows, { decimal, thousands, signs }, rule);
  const header = given.header === undefined ? guessed : { header: given.header, doubt: null };
  const csv: CsvSettings = {
    delimiter,
    header: header.header,
    decimal,
    encoding,
    skip,
    comment,
    thousands,
    signs,
    missing: missing === null ? null : [...missing],
    wrapped,
    rules: given.rules ?? 2,
  };
  return { csv, header, numbers };
}

/** A text column that another number format would turn into numbers. */
function lackingIn(
  rows: Rows,
  csv: CsvSettings,
): { readonly cell: string; readonly format: NumberFormat } | null {
  const values = csv.header ? rows.slice(1) : rows;
  const width = values[0]?.length ?? 0;
  const rule = missingRule(csv.missing);
  for (let at = 0; at < width; at++) {
    const cells = values
      .map((row) => row[at]?.trim() ?? '')
      .filter((cell) => !isMissing(cell, rule) && !isMissingNumber(cell, rule));
    const odd = cells.filter((cell) => Number.isNaN(numberIn(cell, csv)));
    if (odd.length === 0) continue;
    const ways = odd.map((cell) => lackingFor(cell, csv));
    const found = ways.filter((way): way is Lacking => way !== null && way !== 'decimal');
    if (found.length < cells.length * 0.8 - (cells.length - odd.length) || found.length < 2)
      continue;
    // The format for the most demanding cell also fits the others.
    const way =
      found.find((each) => each === 'signs and thousands') ??
      (new Set(found).size > 1 ? 'signs and thousands' : found[0]!);
    return { cell: odd[ways.indexOf(found[0]!)]!, format: numbersOf(formatWith(csv, way)) };
  }
  return null;
}

/** Whether a format contradicts given settings. */
const contradicts = ({ decimal, thousands, signs }: NumberFormat, given: Given): boolean =>
  (given.decimal ?? decimal) !== decimal ||
  (given.thousands ?? thousands) !== thousands ||
  (given.signs ?? signs) !== signs;

const numbersOf = ({ decimal, thousands, signs }: NumberFormat): NumberFormat => ({
  decimal,
  thousands,
  signs,
});

function reading(sample: string, csv: CsvSettings): Reading {
  const all = firstRows(sample, csv, Math.min(sampleRows, shownRows + 1));
  const head = csv.header ? (all[0] ?? null) : null;
  const rows = (csv.header ? all.slice(1) : all).slice(0, shownRows);
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const rule = missingRule(csv.missing, csv.rules);
  return {
    csv,
    names: columnNames(namesOf(head, width)),
    rows: rows.map((row) =>
      row.map((cell) => {
        const text = cell.trim();
        if (isMissing(text, rule)) return '';
        const value = numberIn(text, csv);
        return Number.isNaN(value) ? text.slice(0, 60) : String(value);
      }),
    ),
  };
}
