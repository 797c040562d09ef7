/** How numbers are written in a file: the decimal sign and the thousands separator. */
import type { CsvSettings } from '../../../document/table.ts';
import { numberIn, withoutSigns } from '../numbers.ts';
import type { Rows } from '../rows.ts';

export interface NumberGuess {
  readonly decimal: CsvSettings['decimal'];
  readonly thousands: CsvSettings['thousands'];
  /** Another reading that the cells allow, and an example cell; null if there is no doubt. */
  readonly other: (Pick<NumberGuess, 'decimal' | 'thousands'> & { readonly cell: string }) | null;
}

/** "1,234" or "1,234,567" or "1,234.5", for either sign. */
const inThrees = {
  ',': /^[-+\u2212]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/,
  '.': /^[-+\u2212]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/,
} as const;
/** The same, where the sign can only separate thousands. */
const surelyInThrees = {
  ',': /^[-+\u2212]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/,
  '.': /^[-+\u2212]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/,
} as const;
const bySpace = /^[-+\u2212]?\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?:[.,]\d+)?$/;
const byApostrophe = /^[-+\u2212]?\d{1,3}(?:['\u2019]\d{3})+(?:[.,]\d+)?$/;

type Decimal = CsvSettings['decimal'];

export function guessNumbers(
  rows: Rows,
  delimiter: CsvSettings['delimiter'],
  given: Partial<CsvSettings>,
): NumberGuess {
  // Prices are as informative as plain numbers, whether or not their signs are ignored.
  const cells = rows.flatMap((row) =>
    row
      .map((cell) => cell.trim())
      .filter((cell) => /\d/.test(cell) && cell.length <= 40)
      .map((cell) => withoutSigns(cell)),
  );
  // "1 234,5" is as informative about its comma as "234,5".
  const joined = cells.map((cell) =>
    bySpace.test(cell) || byApostrophe.test(cell) ? cell.replaceAll(/[^\d.,+-]/g, '') : cell,
  );
  const decimals = (sign: Decimal) =>
    joined.filter((cell) => cell.includes(sign) && !Number.isNaN(numberIn(cell, sign)));
  const byComma = decimals(',');
  const byPoint = decimals('.');
  const surelyDecimal = (numbers: readonly string[], sign: Decimal) =>
    numbers.filter((cell) => !inThrees[sign].test(cell)).length;
  const surelyThousands = (sign: Decimal) =>
    cells.filter((cell) => surelyInThrees[sign].test(cell)).length;
  // A point as thousands separator implies a decimal comma, and vice versa.
  const forComma = surelyDecimal(byComma, ',') + surelyThousands('.');
  const forPoint = surelyDecimal(byPoint, '.') + surelyThousands(',');
  const doubtful = forComma === 0 && forPoint === 0;
  const decimal =
    given.decimal ??
    impliedDecimal(given.thousands) ??
    (doubtful
      ? delimiter !== ',' && byComma.length > byPoint.length
        ? ','
        : '.'
      : forComma > forPoint
        ? ','
        : '.');
  const otherSign = decimal === '.' ? ',' : '.';
  const thousands =
    given.thousands ?? thousandsSignOf(cells, otherSign, surelyThousands(otherSign));
  return { decimal, thousands, other: otherWay() };

  function otherWay(): NumberGuess['other'] {
    if (given.decimal !== undefined || given.thousands !== undefined || thousands !== '')
      return null;
    if (!doubtful) return null;
    const commas = byComma.filter((cell) => inThrees[','].test(cell));
    const points = byPoint.filter((cell) => inThrees['.'].test(cell));
    if (commas.length > 0 && points.length === 0) {
      return { decimal: '.', thousands: ',', cell: commas[0]! };
    }
    // With semicolons between cells, the decimal sign is usually a comma.
    if (points.length > 0 && commas.length === 0 && delimiter === ';') {
      return { decimal: ',', thousands: '.', cell: points[0]! };
    }
    return null;
  }
}

/** The decimal sign implied by a given thousands separator. */
const impliedDecimal = (thousands: CsvSettings['thousands'] | undefined): Decimal | null =>
  thousands === ',' ? '.' : thousands === '.' ? ',' : null;

function thousandsSignOf(
  cells: readonly string[],
  otherSign: Decimal,
  surely: number,
): CsvSettings['thousands'] {
  if (surely > 0) return otherSign;
  if (cells.some((cell) => byApostrophe.test(cell))) return "'";
  return cells.some((cell) => bySpace.test(cell)) ? ' ' : '';
}
