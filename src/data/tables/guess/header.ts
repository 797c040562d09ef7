/** Whether the first row of a file names its columns. */
import { isMissing, isMissingNumber, missingRule, type MissingRule } from '../cells.ts';
import { numberIn, type NumberFormat } from '../numbers.ts';
import type { Rows } from '../rows.ts';

export interface HeaderGuess {
  readonly header: boolean;
  /** Why it might be the other way, as a clause; null if there is no doubt. */
  readonly doubt: string | null;
}

const certain = (header: boolean): HeaderGuess => ({ header, doubt: null });

interface Column {
  readonly first: string;
  /** Known cells of the other rows. */
  readonly rest: readonly string[];
}

export function guessHeader(
  rows: Rows,
  format: NumberFormat,
  rule: MissingRule = missingRule(null),
): HeaderGuess {
  const [head, ...others] = rows;
  if (head === undefined || others.length === 0) return certain(true);
  const number = (cell: string) => numberIn(cell, format);
  const known = (cell: string) => !isMissing(cell, rule) && !isMissingNumber(cell, rule);
  const columns = head.map((cell, at): Column => ({
    first: cell.trim(),
    rest: others.map((row) => row[at]?.trim() ?? '').filter((each) => known(each)),
  }));
  const isNumber = (cell: string) => !Number.isNaN(number(cell));
  const numeric = columns.filter(
    ({ rest }) => rest.length > 0 && rest.filter(isNumber).length >= rest.length * 0.9,
  );
  // A text above numbers is a name; a number above numbers is another value, or a year.
  const named = numeric.filter(({ first }) => known(first) && !isNumber(first));
  const valued = numeric.filter(({ first }) => isNumber(first));
  const texts = columns.filter(
    (column) => !numeric.includes(column) && column.first !== '' && !isNumber(column.first),
  );
  const again = texts.filter(({ first, rest }) => rest.includes(first));
  const numbers = columns.filter(({ first }) => isNumber(first));

  if (numbers.length > 0 && again.length === 0) {
    const names = namesOfNumbers(numbers, others, number);
    if (names === 'sure' && (texts.length > 0 || named.length > 0 || numbers.length >= 3)) {
      return certain(true);
    }
    if (names !== null && (texts.length > 0 || names === 'sure')) {
      return {
        header: true,
        doubt: `it contains numbers (${list(numbers)}), like a row of values`,
      };
    }
  }
  if (named.length > 0) {
    if (valued.length === 0) return certain(true);
    return {
      header: named.length >= valued.length,
      doubt: `${list(named)} ${named.length === 1 ? 'is' : 'are'} above numbers, and so ${valued.length === 1 ? 'is the number' : 'are the numbers'} ${list(valued)}`,
    };
  }
  if (valued.length > 0) {
    // Texts that do not recur above texts: names next to numbers, or values.
    const mixed = texts.length > 0 && again.length === 0 && others.length >= 3;
    return {
      header: false,
      doubt: mixed
        ? `it contains numbers (${list(valued)}), and ${list(texts)} ${texts.length === 1 ? 'appears' : 'appear'} in no other row`
        : null,
    };
  }
  return ofTexts(
    texts,
    again,
    others.length,
    head.some((cell) => isNumber(cell.trim())),
  );
}

/** All columns are texts: a name does not recur as a value of its column. */
function ofTexts(
  texts: readonly Column[],
  again: readonly Column[],
  others: number,
  numbers: boolean,
): HeaderGuess {
  if (numbers) return certain(false);
  if (again.length === 0 || others < 2) return certain(true);
  const few = again.length * 2 < texts.length;
  return {
    header: few,
    doubt: `${list(again)} ${again.length === 1 ? 'appears' : 'appear'} again below, as a value would`,
  };
}

/**
 * Whether numbers in the first row are names: `sure` if they are evenly spaced, unlike any other row, and are
 * years, or many, or far from the numbers below; `likely` on weaker evidence.
 */
function namesOfNumbers(
  numbers: readonly Column[],
  others: Rows,
  number: (cell: string) => number,
): 'sure' | 'likely' | null {
  const values = numbers.map(({ first }) => number(first));
  const whole = values.every((value) => Number.isInteger(value));
  const outside = numbers.every(({ rest }, at) => {
    const below = rest.map((cell) => number(cell)).filter((each) => !Number.isNaN(each));
    return isOutside(values[at]!, below);
  });
  const numbersOf = (row: readonly string[]) =>
    row.map((cell) => number(cell.trim())).filter((each) => !Number.isNaN(each));
  const alone = !others.some((row) => {
    const found = numbersOf(row);
    return found.length === values.length && stepOf(found) !== null;
  });
  const step = stepOf(values);
  const years = whole && values.every((value) => value >= 1500 && value <= 2200);
  if (step !== null && alone) {
    const counted = whole && Math.abs(step) === 1;
    const fromStart = values.length >= countedNames && values[0]! <= 1;
    if (outside || (counted && (years || fromStart))) return 'sure';
    if (counted && values.length >= 3) return 'likely';
  }
  if (years && outside && isMonotonic(values)) return values.length >= 2 ? 'sure' : 'likely';
  return outside && whole && isMonotonic(values) ? 'likely' : null;
}

/** From this many on, 0, 1, 2, 3, … are not values by chance. */
const countedNames = 4;

/** The constant step between two or more numbers; null if it varies. */
function stepOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const step = values[1]! - values[0]!;
  const even = values.every(
    (value, at) =>
      at === 0 || Math.abs(value - values[at - 1]! - step) <= 1e-9 * Math.abs(value) + 1e-12,
  );
  return even && step !== 0 ? step : null;
}

const isMonotonic = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value > values[at - 1]!) ||
  values.every((value, at) => at === 0 || value < values[at - 1]!);

/** Far from all of them: beyond the ends by more than their range. */
function isOutside(value: number, below: readonly number[]): boolean {
  if (below.length === 0) return true;
  const [least, most] = [Math.min(...below), Math.max(...below)];
  const range = most - least;
  return value < least - range || value > most + range;
}

const list = (columns: readonly Column[]): string =>
  columns
    .slice(0, 3)
    .map(({ first }) => `“${first.slice(0, 30)}”`)
    .join(', ') + (columns.length > 3 ? ' …' : '');
