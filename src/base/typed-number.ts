/**
 * Numbers as people type them: with a decimal point or, as in much of Europe, a decimal comma. What could mean two
 * numbers is not guessed.
 */

/** "0,01", "-1,5e-3". */
const decimalComma = /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i;
const groups = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const isAmbiguous = (plain: string): boolean => /^[-+]?[1-9]\d{0,2},\d{3}$/.test(plain);

/** With a plain minus sign and a decimal point; unchanged where that is not clear. */
export function plainNumber(text: string): string {
  const plain = text.trim().replace(/^[−–]/, '-');
  if (isAmbiguous(plain)) return plain;
  if (groups.test(plain)) return plain.replaceAll(',', '');
  return decimalComma.test(plain) ? plain.replace(',', '.') : plain;
}

/** NaN for an empty or unreadable text. */
export function typedNumber(text: string): number {
  const plain = plainNumber(text);
  // Number() reads "0x10" and "Infinity"; neither is meant.
  return /^[-+.\d]/.test(plain) && !/^[-+]?0[xbo]/i.test(plain)
    ? finite(Number(plain))
    : Number.NaN;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

/**
 * The values of a list. Commas separate them ("0.1, 0.01"), as do semicolons and spaces; between decimal commas only
 * the latter do ("0,1; 0,01").
 */
export function typedParts(text: string): string[] {
  return text.split(hasDecimalCommas(text) ? /[;\s]/ : /[,;\s]/).filter((part) => part !== '');
}

function hasDecimalCommas(text: string): boolean {
  const parts = text.split(/[;\s]/).filter((part) => part !== '');
  // "0.1, 0.01" has a part that ends in a comma, and "0.1,0.01" one with both.
  if (!parts.every((part) => !part.includes(',') || decimalComma.test(part.replace(/^[−–]/, '-'))))
    return false;
  // One part alone may be two values: "0,1". But no value is written "01".
  return parts.some(
    (part) =>
      part.includes(',') &&
      (text.includes(';') || /,0\d/.test(part) || (parts.length > 1 && /^[-+−–]?0?,/.test(part))),
  );
}

/** What to write instead of a number that could mean two; '' where there is no doubt. */
export function numberDoubt(text: string): string {
  const plain = text.trim().replace(/^[−–]/, '-');
  if (!isAmbiguous(plain)) return '';
  return `“${plain}” could be ${plain.replace(',', '')} or ${plain.replace(',', '.')}: write it without the comma, or with a decimal point.`;
}

/** The same for a list, one of whose commas may be a decimal comma. */
export function listDoubt(text: string): string {
  if (hasDecimalCommas(text)) {
    for (const part of typedParts(text)) {
      const doubt = numberDoubt(part);
      if (doubt !== '') return doubt;
    }
    return '';
  }
  if (!/(?:^|[\s;])[-+−–]?0,\d/.test(text)) return '';
  return `The commas separate ${typedParts(text).length} values here. Between decimal commas, write semicolons: 0,1; 0,01.`;
}
